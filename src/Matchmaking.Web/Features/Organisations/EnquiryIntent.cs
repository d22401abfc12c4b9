namespace Matchmaking.Web.Features.Organisations;

/// <summary>What a company wants to do in the country: said at sign-up, and once more with each enquiry.</summary>
public enum EnquiryIntent
{
    Invest,
    BringTechnology,
    ContractWork,
    SellGoods,
}
