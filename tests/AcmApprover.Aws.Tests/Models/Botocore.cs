using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using AcmApprover.Aws.Client;

namespace AcmApprover.Aws.Tests.Models;

/// <summary>AWS's own descriptions of its services, as the AWS SDK for Python that is installed on this machine has them.</summary>
internal static class Botocore
{
    private const string Endpoints = """
        import itertools, json, sys
        import botocore.loaders
        from botocore.endpoint_provider import EndpointProvider
        loader = botocore.loaders.Loader()
        partitions = loader.load_data('partitions')
        for service in json.loads(sys.argv[1]):
            provider = EndpointProvider(loader.load_service_model(service, 'endpoint-rule-set-1'), partitions)
            for region, fips, dual in itertools.product(json.loads(sys.argv[2]), [False, True], [False, True]):
                endpoint = provider.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual)
                schemes = endpoint.properties.get('authSchemes', [{}])
                print(json.dumps([service, region, fips, dual, endpoint.url, schemes[0].get('signingRegion', region)]))
        """;

    private static readonly Lazy<Task<string>> Folder = new(() => PythonAsync("import botocore; print(botocore.__path__[0])"));

    /// <summary>The folder that describes a service.</summary>
    internal static string FolderOf(AwsService service) =>
        service.Id == "EventBridge" ? "events" : service.Id.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The description of a service; the calling test is reported as skipped where there is none.</summary>
    internal static async Task<JsonElement> ReadAsync(AwsService service)
    {
        var file = Path.Combine((await Folder.Value).Trim(), "data", FolderOf(service), service.Version, "service-2.json.gz");
        await using var packed = File.OpenRead(file);
        await using var model = new GZipStream(packed, CompressionMode.Decompress);
        return (await JsonDocument.ParseAsync(model)).RootElement;
    }

    /// <summary>The endpoints of services in regions, with every combination of FIPS and dual-stack.</summary>
    internal static async Task<IReadOnlyList<ModelledEndpoint>> EndpointsAsync(
        IEnumerable<AwsService> services,
        IEnumerable<string> regions
    )
    {
        var lines = await PythonAsync(Endpoints, JsonSerializer.Serialize(services.Select(FolderOf)), JsonSerializer.Serialize(regions));
        return
        [
            .. from line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            let values = JsonDocument.Parse(line).RootElement
            select new ModelledEndpoint(
                values[0].GetString()!,
                values[1].GetString()!,
                values[2].GetBoolean(),
                values[3].GetBoolean(),
                values[4].GetString()!,
                values[5].GetString()!
            ),
        ];
    }

    private static async Task<string> PythonAsync(params string[] program)
    {
        using var process = Start(["-c", .. program]);
        Assert.SkipUnless(process is not null, "python3 is not on the PATH");
        var error = process!.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.SkipWhen(
            (await error).Contains("No module named 'botocore'", StringComparison.Ordinal),
            "pip install botocore brings the models"
        );
        Assert.True(process.ExitCode == 0, await error);
        return output;
    }

    private static Process? Start(string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>An endpoint by the rules of its service.</summary>
internal sealed record ModelledEndpoint(string Service, string Region, bool IsFips, bool IsDualStack, string Url, string SigningRegion);
