using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Forms;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Forms;

/// <summary>A choice of a form is one name. Two of them are no third one.</summary>
public sealed class EnumNameTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("Qualified", EnquiryState.Qualified)]
    [InlineData("qualified", EnquiryState.Qualified)]
    [InlineData("Acknowledged,Qualified", null)]
    [InlineData("1", null)]
    [InlineData("Gone", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void One_name_is_read(string? typed, EnquiryState? read) => Assert.Equal(read, EnumName.Read<EnquiryState>(typed));

    [Fact]
    public async Task An_enquiry_does_not_skip_to_the_sum_of_two_stages()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var enquiry = await site.AskAsync(await site.People.InvestorAsync());
        var page = await staff.OpenAsync($"/desk/enquiries/{enquiry.Id}/stage");

        await staff.SubmitAsync(page, "main form", ("To", "Acknowledged,Qualified"), ("NextStep", "Meet"), ("NextStepOn", "2090-01-09"));

        Assert.Equal(
            EnquiryState.New,
            await site.InDatabaseAsync(db => db.Enquiries.Where(e => e.Id == enquiry.Id).Select(e => e.State).SingleAsync())
        );
    }
}
