using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Hosting;

public sealed class DataProtectionTests
{
    [Fact]
    public async Task WhatOneFrontEndProtects_AnotherReads()
    {
        await using var store = await Store.Start(postgres: true);
        await using var one = FrontEnd(store);
        await using var two = FrontEnd(store);

        var cookie = one.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("alice");

        Assert.Equal("alice", two.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(cookie));
    }

    private static ServiceProvider FrontEnd(Store store)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:Postgres", (string?)store.ConnectionString)])
            .Build();
        return new ServiceCollection().AddLogging().AddCallsPersistence(configuration).AddCallsDataProtection().BuildServiceProvider();
    }
}
