using NineGrid.Domain.Bank;

namespace NineGrid.Domain.Snapshots;

/// <content>How rows come in.</content>
public sealed partial class WindowAccumulation
{
    // Rows of a customer mostly stand together, month after month: whole columns of such a run are added at once.
    private void Add(FactBlock block, int from, int to)
    {
        ReadOnlySpan<int> customers = block.Customer.AsSpan(0, block.Count);
        for (int row = 0; row < customers.Length; )
        {
            int customer = customers[row];
            if (customer < from || customer >= to)
            {
                row++;
                continue;
            }

            WindowPart part = PartOf(block.PeriodIndex[row]);
            int end = row + 1;
            while (end < customers.Length && customers[end] == customer && PartOf(block.PeriodIndex[end]) == part)
            {
                end++;
            }

            AddRun(customer, part, block, row..end);
            row = end;
        }
    }

    private WindowPart PartOf(int month) =>
        (_end - month) switch
        {
            < 0 => WindowPart.Later,
            < WindowMonths => WindowPart.Window,
            < 2 * WindowMonths => WindowPart.Earlier,
            _ => WindowPart.Before,
        };

    private void AddRun(int customer, WindowPart part, FactBlock block, Range rows)
    {
        if (part == WindowPart.Later)
        {
            return;
        }

        ReadOnlySpan<int> months = block.PeriodIndex.AsSpan(rows);
        foreach (int month in months)
        {
            _first[customer] = Math.Min(_first[customer], month);
            _last[customer] = Math.Max(_last[customer], month);
        }

        ref Sums sums = ref _sums[customer];
        if (part == WindowPart.Window)
        {
            AddToWindow(ref sums, block, rows);
        }
        else if (part == WindowPart.Earlier)
        {
            sums.EarlierMonths += (byte)months.Length;
            sums.EarlierRevenue +=
                ReportedSum.Of(block[FactField.LoanNii].AsSpan(rows)).Sum
                + ReportedSum.Of(block[FactField.DepositNii].AsSpan(rows)).Sum
                + ReportedSum.Of(block[FactField.FeeIncome].AsSpan(rows)).Sum;
        }

        ref RecentMonths recent = ref _recent[customer];
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            int back = _end - block.PeriodIndex[row];
            if (part == WindowPart.Window)
            {
                recent.Add(block, row, back);
            }
            else if (part == WindowPart.Earlier)
            {
                recent.AddEarlier(block, row, back - WindowMonths);
            }
        }
    }

    private void AddToWindow(ref Sums sums, FactBlock block, Range rows)
    {
        sums.Months += (byte)(rows.End.Value - rows.Start.Value);
        bool ascends = Ascends(block.PeriodIndex.AsSpan(rows));
        for (int flow = 0; flow < Flows.Length; flow++)
        {
            var reported = ReportedSum.Of(block[Flows[flow]].AsSpan(rows));
            sums.Flow[flow] += reported.Sum;
            sums.FlowMonths[flow] += (byte)reported.Count;
            sums.Revenue += flow < RevenueFlows ? reported.Sum : 0;
        }

        for (int average = 0; average < Averages.Length; average++)
        {
            var reported = ReportedSum.Of(block[Averages[average]].AsSpan(rows));
            sums.Average[average] += reported.Sum;
            sums.AverageMonths[average] += (byte)reported.Count;
        }

        for (int monthEnd = 0; monthEnd < MonthEnds.Length; monthEnd++)
        {
            long[] column = block[MonthEnds[monthEnd]];
            for (int row = rows.End.Value - 1; row >= rows.Start.Value; row--)
            {
                if (column[row] == FactBlock.NotReported)
                {
                    continue;
                }

                if (IsNewer(ref sums.MonthEndBack[monthEnd], _end - block.PeriodIndex[row]))
                {
                    sums.MonthEnd[monthEnd] = column[row];
                    if (monthEnd == 0)
                    {
                        sums.CreditUsed = block[FactField.CreditUsed][row];
                    }
                }

                if (ascends)
                {
                    break; // those before are older
                }
            }
        }

        for (int row = rows.End.Value - 1; row >= rows.Start.Value; row--)
        {
            if (block.ProductSet[row] < 0)
            {
                continue;
            }

            if (IsNewer(ref sums.ProductSetBack, _end - block.PeriodIndex[row]))
            {
                sums.ProductSet = block.ProductSet[row];
            }

            if (ascends)
            {
                break;
            }
        }

        AddLoss(ref sums, block, rows);
    }

    private static bool Ascends(ReadOnlySpan<int> months)
    {
        for (int i = 1; i < months.Length; i++)
        {
            if (months[i] <= months[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    private static void AddLoss(ref Sums sums, FactBlock block, Range rows)
    {
        var reported = ReportedSum.Of(block[FactField.ExpectedLoss].AsSpan(rows));
        sums.ReportedLoss += reported.Sum;
        sums.LossMonths += (byte)reported.Count;
        if (reported.Count == rows.End.Value - rows.Start.Value)
        {
            return;
        }

        ReadOnlySpan<long> losses = block[FactField.ExpectedLoss].AsSpan(rows);
        ReadOnlySpan<long> pds = block[FactField.Pd].AsSpan(rows);
        ReadOnlySpan<long> lgds = block[FactField.Lgd].AsSpan(rows);
        ReadOnlySpan<long> eads = block[FactField.Ead].AsSpan(rows);
        // Months with the same PD and LGD are multiplied once, by the sum of their exposures.
        (long Pd, long Lgd, long Ead) same = default;
        for (int i = 0; i < losses.Length; i++)
        {
            if (
                losses[i] != FactBlock.NotReported
                || pds[i] == FactBlock.NotReported
                || lgds[i] == FactBlock.NotReported
                || eads[i] == FactBlock.NotReported
            )
            {
                continue;
            }

            sums.LossMonths++;
            if (pds[i] == same.Pd && lgds[i] == same.Lgd)
            {
                same.Ead += eads[i];
            }
            else
            {
                sums.ComputedLoss += Product(same);
                same = (pds[i], lgds[i], eads[i]);
            }
        }

        sums.ComputedLoss += Product(same);

        // At most 10^10 · 10^10 · 10^17, twelve times: fits 127 bits.
        static Int128 Product((long Pd, long Lgd, long Ead) of) => (Int128)of.Pd * of.Lgd * of.Ead;
    }

    private static bool IsNewer(ref sbyte held, int back)
    {
        if (held != NoMonth && held <= back)
        {
            return false;
        }

        held = (sbyte)back;
        return true;
    }

    /// <summary>Where a month lies as the snapshot sees it.</summary>
    private enum WindowPart
    {
        /// <summary>After the period: not there.</summary>
        Later,

        /// <summary>In the window.</summary>
        Window,

        /// <summary>In the window a year earlier.</summary>
        Earlier,

        /// <summary>Before both: only the first month ever counts.</summary>
        Before,
    }
}
