namespace NineGrid.Tests.Data.Imports;

internal static partial class SmallBank
{
    public const string FactHeader =
        "customer_no,period,loan_nii,deposit_nii,fee_income,operating_cost,expected_loss,economic_capital,ead,pd,lgd,maturity_years,"
        + "avg_loans,avg_deposits,avg_demand_deposits,credit_limit,credit_used,overdue_balance,transactions,e_transactions,settlement_inflow,"
        + "payroll_headcount,products";

    public static IReadOnlyDictionary<string, string> Files { get; } =
        new Dictionary<string, string>
        {
            ["institutions.csv"] = """
                code,name,parent_code,level
                00,总行,,HEAD
                01,广东分行,00,TIER1
                0101,广州支行,01,SUB
                02,江苏分行,00,TIER1

                """,
            ["managers.csv"] = """
                employee_no,name,institution_code
                M1,张三,0101
                M2,李四,02

                """,
            ["products.csv"] = """
                code,name,line,active
                LOAN,流动资金贷款,LENDING,true
                DEM,活期存款,DEPOSIT,true
                OLD,停售产品,CASH,false

                """,
            ["groups.csv"] = """
                code,name,parent_customer_no
                G1,第一集团,C1
                G2,第二集团,

                """,
            // the credit code is the example of GB 32100-2015
            ["customers.csv"] = """
                customer_no,name,credit_code,institution_code,manager_no,group_code,industry,size,opened_on
                C1,甲公司,91350100M000100Y43,0101,M1,G1,C,L,2007-04-01
                C2,乙公司,,02,M2,G1,F,S,
                C3,丙公司,,02,,,A,XS,2019-12-31

                """,
            ["statements.csv"] = """
                customer_no,fiscal_year,operating_revenue,net_profit,total_assets,cash,interest_bearing_debt,employees
                C1,2021,1000.5,-20,3000,40,500,12
                C1,2022,1100,30,3100,,510,13
                C2,2022,,,,,,

                """,
            ["facts.csv"] = $"""
                {FactHeader}
                C1,2024-01,10,20,-30,4,5,60,700,0.01,0.45,2.5,600,800,300,1000,650,0,77,65,9000,11,LOAN|DEM
                C1,2024-02,10,20,30,4,5,60,700,0.01,0.45,2.5,600,800,300,1000,650,0,77,65,9000,11,-
                C2,2024-02,,,,,,,,,,,,,,,,,,,,,

                """,
        };
}
