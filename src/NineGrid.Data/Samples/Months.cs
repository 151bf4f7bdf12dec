using NineGrid.Domain.Bank;

namespace NineGrid.Data.Samples;

/// <summary>A customer's months with the bank.</summary>
internal sealed class Months
{
    // January to December; each averages 1.
    private static readonly double[] SalesSeason = [0.95, 0.7, 1.05, 0.98, 1, 1.03, 0.97, 0.98, 1.05, 0.95, 1.05, 1.29];
    private static readonly double[] BalanceSeason = [1.02, 0.97, 1, 0.98, 0.99, 1.02, 0.98, 0.98, 1.01, 0.98, 1, 1.07];

    private readonly SampleBank _bank;
    private readonly Company _company;
    private readonly Fortune _fortune;
    private readonly Period _onset;
    private readonly Period _gap;
    private readonly double _severity;
    private Dice _dice;

    // The state that one month hands on to the next.
    private double _activity = 1;
    private double _depth;
    private int _grade;
    private double _limit;

    public Months(SampleBank bank, Company company, Fortune fortune)
    {
        _bank = bank;
        _company = company;
        _fortune = fortune;
        _dice = new Dice(bank.Seed, Subject.Months, company.Index);
        _depth = company.Depth;
        _grade = company.Grade;
        int ago = company.Story switch
        {
            Story.LineExhausted => 2 + _dice.Below(4),
            Story.Defaulted => _dice.Below(15),
            _ => _dice.Below(3),
        };
        _onset = bank.End.AddMonths(-ago);
        _gap = bank.End.AddMonths(-_dice.Below(Math.Min(10, bank.Months)));
        _severity = _dice.Fraction();
    }

    /// <summary>Writes its rows of <c>facts.csv</c>.</summary>
    public void Write(CsvBytes csv)
    {
        for (Period month = _bank.First; month <= _company.Last; month = month.AddMonths(1))
        {
            Live(month);
            bool gap = _company.Story == Story.Gaps && (month == _gap || _dice.Chance(0.12));
            if (month >= _company.First && !gap)
            {
                WriteRow(month, csv);
            }
        }
    }

    private bool Since(Story story, Period month) => _company.Story == story && month >= _onset;

    private void Live(Period month)
    {
        _activity *= 1 + (_fortune.IncomeGrowth(month.Year) / 12);
        _depth = Math.Clamp(_depth + (_fortune.Deepening(month.Year) / 12), 0.02, 0.98);
        double turn = _dice.Fraction();
        int steps =
            turn < 0.011 ? -1
            : turn > 0.988 ? 1
            : 0;
        _grade = Since(Story.Defaulted, month) ? Credit.Default : Math.Clamp(_grade + steps, 0, Credit.Worst);
        if (_limit == 0 || month.Month == 1 + (_company.Index % 12))
        {
            const double Step = 10_000;
            double line = _company.BaseLoans * _activity * _company.LineHeadroom;
            _limit = Math.Ceiling(line / Step) * Step;
        }
    }

    private void WriteRow(Period month, CsvBytes csv)
    {
        int m = month.Month - 1;
        double year = (month.Index - _bank.First.Index) / 12.0;
        bool defaulted = _grade == Credit.Default;

        double used = Math.Min(_company.BaseLoans * _activity * _dice.Wobble(0.03), _limit);
        double loans = Math.Min(used * _dice.Wobble(0.01), _limit);
        if (Since(Story.LineExhausted, month))
        {
            used = _limit * (0.96 + (0.04 * _severity));
            loans = used * 0.99;
        }

        double ead = loans + (0.2 * (_limit - used));
        double deposits = _company.BaseDeposits * _activity * BalanceSeason[m] * _dice.Wobble(0.05);
        if (Since(Story.DepositFlight, month))
        {
            deposits *= 0.15 + (0.35 * _severity);
        }

        double demandShare = Math.Clamp(_company.DemandShare * _dice.Wobble(0.04), 0, 1);
        double transactions = _company.Transactions * _activity * SalesSeason[m] * _dice.Wobble(0.12);
        if (_company.Story == Story.Silent || Since(Story.Dormant, month))
        {
            transactions *= 0.25 * _severity;
        }

        double eShare = Math.Min(_company.EShare + (0.03 * year) + (0.2 * (_depth - _company.Depth)), 0.99);
        double inflowShare = _company.SettlementShare * _depth / _company.Depth;
        int products = _company.Story == Story.Silent ? 0 : _bank.Catalogue.Held(_company.Habit, _depth, _company.Borrows);

        csv.Text(_company.No).Month(month);
        WriteFlows(month, m, year, loans, deposits, ead, csv);
        WriteRisk(ead, defaulted, csv);
        if (_company.Borrows)
        {
            csv.Money(loans);
        }
        else
        {
            csv.Empty();
        }

        csv.Money(deposits).Money(Math.Min(deposits, deposits * demandShare));
        if (_company.Borrows)
        {
            csv.Money(_limit).Money(used).Money(Overdue(month, used, defaulted));
        }
        else
        {
            csv.Empty().Empty().Empty();
        }

        long count = (long)transactions;
        csv.Count(count)
            .Count((long)(count * eShare))
            .Money(_fortune.Revenue(month.Year) / 12 * inflowShare * SalesSeason[m] * _dice.Wobble(0.08));
        csv.Count(Catalogue.HoldsPayroll(products) ? (long)(_fortune.Staff(month.Year) * _company.PayrollShare) : 0);
        _bank.Catalogue.Write(csv, products);
        csv.EndRow();
    }

    private void WriteFlows(Period month, int m, double year, double loans, double deposits, double ead, CsvBytes csv)
    {
        if (_company.Story == Story.Silent)
        {
            csv.Empty().Money(0).Money(0).Money(20 + (80 * _severity)).Empty();
            return;
        }

        bool defaulted = _grade == Credit.Default;

        // Margins shrink a little every year; a loan in default earns next to nothing.
        double loanSpread = (_company.LoanSpread - (0.0003 * year)) * (defaulted ? 0.1 : 1);
        double fees = _company.BaseFees / 12 * _activity * (month.Month % 3 == 0 ? 1.5 : 0.75) * _dice.Wobble(0.15);
        if (_company.Borrows)
        {
            csv.Money(loans * loanSpread / 12 * _dice.Wobble(0.02));
        }
        else
        {
            csv.Empty();
        }

        csv.Money(deposits * _company.DepositSpread / 12 * _dice.Wobble(0.02)).Money(fees);
        csv.Money(_company.BaseIncome * _company.CostShare / 12 * _activity * (0.9 + (0.1 * SalesSeason[m])) * _dice.Wobble(0.03));
        if (_company.ReportsLoss && _company.Borrows && !defaulted && _company.Story != Story.Unrated)
        {
            csv.Money(ead * Credit.Pd(_grade) * _company.Lgd / 12 * _dice.Wobble(0.03));
        }
        else
        {
            csv.Empty();
        }
    }

    private void WriteRisk(double ead, bool defaulted, CsvBytes csv)
    {
        if (!_company.Borrows)
        {
            csv.Empty().Empty().Empty().Empty().Empty();
            return;
        }

        if (_company.ReportsCapital)
        {
            csv.Money(ead * Credit.CapitalRate(_grade, _company.Lgd) * (0.85 + (0.06 * _company.Maturity)) * _dice.Wobble(0.02));
        }
        else
        {
            csv.Empty();
        }

        csv.Money(ead);
        bool unrated = _company.Story == Story.Unrated;
        bool lacksLoss = unrated && _severity < 0.3;
        _ = unrated && !lacksLoss ? csv.Empty() : csv.Rate(defaulted ? 1 : Credit.Pd(_grade));
        _ = lacksLoss ? csv.Empty() : csv.Rate(_company.Lgd);
        csv.Rate(_company.Maturity);
    }

    private double Overdue(Period month, double used, bool defaulted)
    {
        if (defaulted)
        {
            return used * Math.Min(1, 0.3 + (0.1 * (month.Index - _onset.Index)));
        }

        return _grade >= Credit.Worst - 1 && _dice.Chance(0.05) ? used * _dice.Between(0.01, 0.08) : 0;
    }
}
