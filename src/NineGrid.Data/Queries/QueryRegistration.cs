using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Coverage;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Queries.Groups;
using NineGrid.Data.Queries.Moves;
using NineGrid.Data.Queries.Operations;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Data.Queries.People;
using NineGrid.Data.Queries.Plans;
using NineGrid.Data.Queries.Review;
using NineGrid.Data.Queries.Schemes;
using NineGrid.Data.Queries.Today;
using NineGrid.Data.Queries.Views;

namespace NineGrid.Data.Queries;

/// <summary>Registers the questions that pages ask.</summary>
public static class QueryRegistration
{
    public static IServiceCollection AddNineGridQueries(this IServiceCollection services)
    {
        services.AddScoped<ViewpointQuery>();
        services.AddScoped<LookupQuery>();
        services.AddScoped<GridQuery>();
        services.AddScoped<ChangeQuery>();
        services.AddScoped<PointsQuery>();
        services.AddScoped<TrailsQuery>();
        services.AddSingleton<LargeSelections>();
        services.AddSingleton<LargeMoves>();
        services.AddScoped<MovesQuery>();
        services.AddSingleton<LargeLists>();
        services.AddScoped<CustomersQuery>();
        services.AddScoped<CustomerQuery>();
        services.AddSingleton<DataBatches>();
        services.AddSingleton<HighBands>();
        services.AddScoped<GroupQuery>();
        services.AddSingleton<LargeSets>();
        services.AddScoped<SetsQuery>();
        services.AddScoped<InstitutionsQuery>();
        services.AddScoped<WorthQuery>();
        services.AddScoped<OpportunitiesQuery>();
        services.AddScoped<ComparisonQuery>();
        services.AddScoped<PlansQuery>();
        services.AddScoped<PlanQuery>();
        services.AddSingleton<LargeWork>();
        services.AddSingleton<LargeReviews>();
        services.AddScoped<ReviewQuery>();
        services.AddScoped<SumsTrendQuery>();
        services.AddScoped<PenetrationQuery>();
        services.AddScoped<ConcentrationQuery>();
        services.AddScoped<ManagerSheetsQuery>();
        services.AddSingleton<TriedBanks>();
        services.AddScoped<SchemeTrialQuery>();
        services.AddScoped<SchemesQuery>();
        services.AddScoped<TodayQuery>();
        services.AddScoped<FirstQuestions>();
        services.AddScoped<AdministrationQuery>();
        services.AddScoped<PeriodsQuery>();
        services.AddScoped<BatchesQuery>();
        services.AddScoped<JobsQuery>();
        services.AddScoped<AuditQuery>();
        services.AddScoped<StandQuery>();
        services.AddScoped<CoverageQuery>();
        services.AddScoped<AssignableQuery>();
        services.AddScoped<AlertsQuery>();
        services.AddScoped<AlertQuery>();
        services.AddScoped<SavedViewsQuery>();
        services.AddScoped<UsersQuery>();
        services.AddScoped<SampleUsersQuery>();
        return services;
    }
}
