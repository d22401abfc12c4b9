using System.Globalization;
using System.Threading.RateLimiting;
using Matchmaking.Web.Faults;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Attempts;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Features;

/// <summary>
/// How often somebody may knock: by address where nobody has signed in, by person and by address where somebody has. Windows slide, so that
/// a limit is never doubled at its edge. How many, <see cref="RateLimitsSettings"/> says.
/// </summary>
public static class RateLimits
{
    public const string SignIn = "SignIn",
        SignUp = "SignUp",
        Reset = "Reset",
        Search = "Search";

    /// <summary>Forms that write what others read: listings, deals, names.</summary>
    public const string Costly = "Costly";

    /// <summary>
    /// What computes while somebody types. The form itself, which has no handler's name, is <see cref="Costly"/>:
    /// previews never use up its turns.
    /// </summary>
    public const string Preview = "Preview";

    /// <summary>Files of deals; looking at what one would do reads the whole file, so it counts too.</summary>
    public const string Files = "Files";

    /// <summary>Searches of visitors, who share one address with everybody of their office.</summary>
    private const string SearchOfAddress = "SearchOfAddress";

    /// <summary>Whatever else is posted.</summary>
    private const string Posts = "Posts",
        PostsOfAddress = "PostsOfAddress";

    internal static void Apply(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        // With what was typed, to be sent again in a minute.
        options.OnRejected = async (rejected, _) =>
            await FaultPages.WriteAsync(
                rejected.HttpContext,
                StatusCodes.Status429TooManyRequests,
                rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : null
            );
        Add(options, SignIn, limits => limits.SignIn, TimeSpan.FromMinutes(5));
        Add(options, SignUp, limits => limits.SignUp, TimeSpan.FromMinutes(10));
        Add(options, Reset, limits => limits.Reset, TimeSpan.FromMinutes(10));
        Add(options, Search, limits => limits.Search, TimeSpan.FromMinutes(1));
        Add(options, Costly, limits => limits.Costly, TimeSpan.FromMinutes(1));
        Add(options, Preview, limits => limits.Preview, TimeSpan.FromMinutes(1));
        Add(options, Files, limits => limits.Files, TimeSpan.FromMinutes(1));
        // An office shares one address; a person does not need as many.
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                IsLook(context) ? Unlimited : Window(context, Posts, limits => limits.Posts, TimeSpan.FromMinutes(1), WhoOf(context))
            ),
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                IsLook(context)
                    ? Unlimited
                    : Window(context, PostsOfAddress, limits => limits.PostsOfAddress, TimeSpan.FromMinutes(1), AddressOf(context))
            )
        );
    }

    /// <summary>The folders whose pages cost something. A page may name another limit itself.</summary>
    internal static void Apply(PageConventionCollection pages)
    {
        foreach (
            var (folder, policy) in new[]
            {
                ("/MyOrganisation", Costly),
                ("/Desk/Opportunities", Preview),
                ("/Desk/Organisations", Costly),
                ("/Desk/Organisations/Import", Files),
                ("/Mandates", Preview),
            }
        )
            pages.AddFolderApplicationModelConvention(folder, page => page.EndpointMetadata.Add(new EnableRateLimitingAttribute(policy)));
    }

    private static RateLimitPartition<string> Unlimited { get; } = RateLimitPartition.GetNoLimiter("look");

    private static void Add(RateLimiterOptions options, string policy, Func<RateLimitsSettings, int> requests, TimeSpan window) =>
        options.AddPolicy(
            policy,
            context =>
                // Looking at a form costs nothing; only posting it does.
                policy is not (Search or Files)
                && IsLook(context)
                    ? Unlimited
                : policy == Search && context.User.Identity is not { IsAuthenticated: true }
                    ? Window(context, SearchOfAddress, limits => limits.SearchOfAddress, window, AddressOf(context))
                : policy == Preview && !context.Request.Query.ContainsKey("handler")
                    ? Window(context, Costly, limits => limits.Costly, TimeSpan.FromMinutes(1), WhoOf(context))
                : Window(context, policy, requests, window, WhoOf(context))
        );

    private static RateLimitPartition<string> Window(
        HttpContext context,
        string policy,
        Func<RateLimitsSettings, int> requests,
        TimeSpan window,
        string who
    )
    {
        var limit = requests(context.RequestServices.GetRequiredService<IOptions<RateLimitsSettings>>().Value);
        return RateLimitPartition.GetSlidingWindowLimiter(
            $"{policy} {who}",
            _ =>
                new()
                {
                    PermitLimit = limit,
                    Window = window,
                    SegmentsPerWindow = 5,
                }
        );
    }

    private static bool IsLook(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);

    /// <summary>The person, wherever they are; else the address.</summary>
    private static string WhoOf(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true }
            ? context.User.PersonId().ToString("N", CultureInfo.InvariantCulture)
            : AddressOf(context);

    private static string AddressOf(HttpContext context) => ClientAddress.Of(context.Connection.RemoteIpAddress);
}
