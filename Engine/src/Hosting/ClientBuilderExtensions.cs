using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Services, options and clustering of a client.</summary>
public static class ClientBuilderExtensions
{
    /// <summary>Sets options.</summary>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, Action<TOptions> configureOptions)
        where TOptions : class
    {
        builder.Services.Configure(configureOptions);
        return builder;
    }

    /// <summary>Lets traces cross calls.</summary>
    public static IClientBuilder AddActivityPropagation(this IClientBuilder builder)
    {
        builder.Services.AddSingleton(Runtime.Calls.CallTracing.On);
        return builder;
    }

    /// <inheritdoc cref="UseConnectionRetryFilter(IClientBuilder, Func{Exception, CancellationToken, Task{bool}})"/>
    public static IClientBuilder UseConnectionRetryFilter<TConnectionRetryFilter>(this IClientBuilder builder)
        where TConnectionRetryFilter : class, IClientConnectionRetryFilter
    {
        builder.Services.AddSingleton<IClientConnectionRetryFilter, TConnectionRetryFilter>();
        return builder;
    }
}
