using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Demo;
using Matchmaking.Web.Faults;
using Matchmaking.Web.Features;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Compare;
using Matchmaking.Web.Features.Desk;
using Matchmaking.Web.Features.Dev;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Features.Imports;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Features.Saved;
using Matchmaking.Web.Features.Searches;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Files;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Queues;
using Matchmaking.Web.Reference;
using Matchmaking.Web.Startup;

if (AdminCommand.RunsAlone(args))
    return await AdminCommand.RunAloneAsync(args);

var builder = ApplicationStart.CreateBuilder(args);
builder.UseDefaultAddress();
builder.AddRequestBounds();
if (ProductionSettings.Complain(builder) is { } complaint)
{
    await Console.Error.WriteLineAsync(complaint);
    return 1;
}

var data = DataFolder.Find(builder.Configuration, builder.Environment.ContentRootPath);
await using var database = await DatabaseAddress.FindAsync(
    builder.Configuration,
    data,
    ApplicationStart.Logs(builder),
    CancellationToken.None
);

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<ReferenceData>();
builder.Services.AddSingleton<WorkingCalendars>();
builder.Services.AddScoped<AmountReader>();
builder.Services.AddDatabase(database);
builder.Services.AddQueues();
builder.Services.AddLanguages();
builder.Services.AddAccounts(builder.Environment);
builder.Services.AddRules();
builder.Services.AddOrganisations();
builder.Services.AddOpportunities();
builder.Services.AddProgress();
builder.Services.AddTrackRecords();
builder.Services.AddImports();
builder.Services.AddMatching();
builder.Services.AddAlerts();
builder.Services.AddSaved();
builder.Services.AddSearches();
builder.Services.AddScoped<CompareTable>();
builder.Services.AddInbox();
builder.Services.AddEnquiries();
builder.Services.AddDesk();
builder.Services.AddFiles();
builder.Services.AddMail(builder.Configuration, builder.Environment, data);
builder.Services.AddJobs();
builder.Services.AddTrustedProxies();
builder.Services.AddPages(builder.Environment);
builder.Services.AddHealth();
builder.Services.AddScoped<StarterImport>();
if (builder.Environment.IsDevelopment())
    builder.Services.AddScoped<DemoData>();

var app = builder.Build();
if (app.ComplainOfSettings() is { } wrong)
{
    await Console.Error.WriteLineAsync(wrong);
    return 1;
}

app.UseTrustedProxies();
app.UseSecurityHeaders();
app.UseFreshness();
app.UseFaultPages();
app.UseCleanRequests();
app.UseStaticAssets();
app.UseVisitors();
app.MapPages();
app.MapJobsDashboard();
app.MapDevMail();
app.MapReportHook();
app.MapHealth();

if (await app.PrepareAsync() is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 1;
}
if (AdminCommand.Wants(args))
    return await AdminCommand.RunAsync(app.Services, args, Console.Out, Console.Error);
return await app.RunWithBannerAsync();

/// <summary>Named so that tests can start the application.</summary>
public partial class Program;
