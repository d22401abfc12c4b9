using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Matchmaking.Benchmarks.Fuzz;
using Matchmaking.TestSupport;
using Matchmaking.Web.Features.Imports.Deals;
using Matchmaking.Web.Mail.Incoming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Benchmarks.Inputs;

/// <summary>The whole application, and short ways of sending it what is measured.</summary>
internal sealed class InputsSite : Site
{
    private const string BounceDomain = "bounces.example.org",
        Secret = "a secret of twenty letters";

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("Mail:Hook:Secret", Secret), new("Mail:Bounces:Domain", BounceDomain)];

    /// <summary>Warnings would stand between the figures.</summary>
    protected override void Change(IServiceCollection services) =>
        services.AddSingleton(LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Error)));

    /// <summary>Posts the form of a page that has the given fields; the page is opened beforehand.</summary>
    public static Func<int, Task<Func<Task>>> Form(
        Visitor visitor,
        string path,
        Func<int, (string Name, string Value)[]> fields,
        string? to = null
    ) =>
        async size =>
        {
            var page = await visitor.OpenAsync(path);
            var typed = fields(size);
            var form = PageForm
                .Of(page.Document, page.Path)
                .First(form => form.IsPost && form.Fields.Any(field => field.Name == typed[0].Name));
            var all = form
                .Fields.Where(field => field.Value is not null && typed.All(other => other.Name != field.Name))
                .Select(field => KeyValuePair.Create(field.Name, field.Value!))
                .Concat(typed.Select(field => KeyValuePair.Create(field.Name, field.Value)))
                .ToList();
            return () => AnswerAsync(visitor.Client.PostAsync(to ?? form.Action, new FormUrlEncodedContent(all)));
        };

    /// <summary>Opens an address.</summary>
    public static Func<int, Task<Func<Task>>> Get(Visitor visitor, Func<int, string> address) =>
        size =>
        {
            var asked = address(size);
            return Task.FromResult<Func<Task>>(() => AnswerAsync(visitor.Client.GetAsync(asked)));
        };

    /// <summary>Opens the list with cookies of one's own.</summary>
    public Func<int, Task<Func<Task>>> Cookies(Func<int, string> cookies) =>
        size =>
        {
            var carried = cookies(size);
            return Task.FromResult<Func<Task>>(async () =>
            {
                using var client = NewClient();
                using var request = new HttpRequestMessage(HttpMethod.Get, "/opportunities");
                request.Headers.TryAddWithoutValidation("Cookie", carried);
                await AnswerAsync(client.SendAsync(request));
            });
        };

    /// <summary>Hands a message to the hook, as a relay does that pipes what comes back to a return address of ours.</summary>
    public Func<int, Task<Func<Task>>> Hook(Func<int, string> rest) =>
        size =>
        {
            using var scope = Services.CreateScope();
            var to = scope.ServiceProvider.GetRequiredService<BounceAddress>().Make(Guid.CreateVersion7(), BounceDomain);
            var message = Encoding.UTF8.GetBytes($"From: MAILER-DAEMON@relay.example\r\nTo: {to}\r\n{rest(size)}");
            return Task.FromResult<Func<Task>>(async () =>
            {
                using var client = NewClient();
                using var content = new ByteArrayContent(message);
                content.Headers.ContentType = new("message/rfc822");
                content.Headers.Add("X-Hook-Secret", Secret);
                await AnswerAsync(client.PostAsync(ReportHook.Path, content));
            });
        };

    /// <summary>Uploads a file of deals.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(Visitor staff, string name, string csv)
    {
        var page = await staff.OpenAsync("/desk/organisations/import");
        var form = PageForm.Of(page.Document, page.Path).First(form => form.IsMultipart);
        var content = new MultipartFormDataContent();
        foreach (var field in form.Fields.Where(field => field.Type != "file"))
            content.Add(new StringContent(field.Value ?? ""), field.Name);
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = form.Fields.First(field => field.Type == "file").Name,
            FileName = $"\"{name}\"",
        };
        content.Add(file);
        return await staff.Client.PostAsync(form.Action, content);
    }

    /// <summary>A file of deals, each of a company that nobody knows.</summary>
    public static string Deals(int rows)
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var csv = new StringBuilder(string.Join(',', DealFile.Columns) + "\n");
        for (var row = 0; row < rows; row++)
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{mark}-{row},2021,4,Harbour {mark} {row} Works,renw,renw.solar,Kazakhstan,Almaty,80,JV,49,Chulak,Chulak solar plant,s1\n"
            );
        return csv.ToString();
    }

    /// <summary>Waits for the answer and its text.</summary>
    /// <exception cref="InvalidOperationException">It is an error of the server's.</exception>
    public static async Task AnswerAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        await answer.Content.ReadAsByteArrayAsync();
        if ((int)answer.StatusCode >= 500)
            throw new InvalidOperationException(
                $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath} -> {(int)answer.StatusCode}"
            );
    }
}
