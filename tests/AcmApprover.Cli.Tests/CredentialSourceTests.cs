using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Credentials;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>Every source of credentials, through its own protocol, with the environment's keys taken away.</summary>
public sealed class CredentialSourceTests : IAsyncLifetime
{
    private const string Role = "Operator";
    private const string RoleArn = $"arn:aws:iam::{Account}:role/{Role}";
    private ReplayWorld? world;

    private ReplayWorld World => world!;

    private SimulatedWorld Outside => World.World;

    public async ValueTask InitializeAsync()
    {
        world = await StartAsync();
        World.Store("inbound/1", World.Good());
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task The_role_of_an_SSO_session()
    {
        Outside.Sso.Issue("token", Account, Role);
        WriteSso("main", "token", expiresIn: TimeSpan.FromHours(1));

        await WorksAsync(SsoProfile, ["--profile", "sso"]);

        Assert.NotEmpty(Outside.Requests.Of(ServiceName.Sso, "GetRoleCredentials"));
    }

    [Fact]
    public async Task The_role_of_an_SSO_session_whose_token_must_be_renewed()
    {
        Outside.Sso.Issue("fresh", Account, Role);
        Outside.Sso.IssueRefresh("refresh", "fresh");
        WriteSso("main", "old", expiresIn: TimeSpan.FromHours(-1));

        await WorksAsync(SsoProfile, ["--profile", "sso"]);

        Assert.NotEmpty(Outside.Requests.Of(ServiceName.Sso, "CreateToken"));
    }

    [Fact]
    public async Task The_role_of_an_SSO_profile_without_a_session_of_its_own()
    {
        Outside.Sso.Issue("token", Account, Role);
        WriteSso("https://example.awsapps.com/start", "token", expiresIn: TimeSpan.FromHours(1));

        await WorksAsync(
            $"""
            [profile legacy]
            sso_start_url = https://example.awsapps.com/start
            sso_region = eu-west-1
            sso_account_id = {Account}
            sso_role_name = {Role}
            region = eu-west-1
            """,
            ["--profile", "legacy"]
        );
    }

    [Fact]
    public async Task An_SSO_session_that_is_over_is_said_to_be_opened_again()
    {
        WriteSso("main", "old", expiresIn: TimeSpan.FromHours(-1));

        await FailsAsync(
            SsoProfile,
            ["--profile", "sso"],
            "error: the profile 'sso' gives no credentials: Invalid refresh token provided (InvalidGrantException)\n"
                + "hint: aws sso login --profile sso\n"
        );
    }

    [Fact]
    public async Task An_SSO_session_that_was_never_opened_is_said_to_be_opened() =>
        await FailsAsync(
            SsoProfile + $"\n[profile role]\nrole_arn = {RoleArn}\nsource_profile = sso\n",
            ["--profile", "role"],
            "error: the profile 'role' gives no credentials: No valid SSO Token could be found.\nhint: aws sso login --profile sso\n"
        );

    [Fact]
    public Task What_a_program_gives() =>
        WorksAsync($"[profile tool]\ncredential_process = {Process($"cat {Keys()}")}\n", ["--profile", "tool"]);

    [Fact]
    public Task A_program_that_fails_is_quoted() =>
        FailsAsync(
            $"[profile tool]\ncredential_process = {Process("echo out of order >&2; exit 4")}\n",
            ["--profile", "tool"],
            "error: the profile 'tool' gives no credentials: Command returned non-zero exit value 4 with the error - out of order\n"
                + "hint: aws sts get-caller-identity --profile tool shows whether it works elsewhere\n"
        );

    [Fact]
    public async Task A_role_that_is_assumed_with_the_keys_of_another_profile()
    {
        Outside.Sts.AllowRole(Account, Role);

        await WorksAsync(RoleProfile, ["--profile", "role"]);

        Assert.NotEmpty(Outside.Requests.Of(ServiceName.Sts, "AssumeRole"));
    }

    [Fact]
    public Task A_role_that_may_not_be_assumed_is_named() =>
        FailsAsync(
            RoleProfile,
            ["--profile", "role"],
            $"error: the profile 'role' gives no credentials: User: arn:aws:iam::{Account}:user/simulated is not authorized to perform: "
                + $"sts:AssumeRole on resource: {RoleArn} (AccessDenied)\n"
                + "hint: aws sts get-caller-identity --profile role shows whether it works elsewhere\n"
        );

    [Fact]
    public Task A_code_is_not_asked_for_without_a_terminal() =>
        FailsAsync(
            RoleProfile + "mfa_serial = arn:aws:iam::111122223333:mfa/me\n",
            ["--profile", "role"],
            "error: the profile 'role' needs a code of the MFA device arn:aws:iam::111122223333:mfa/me, and there is no terminal to ask "
                + "for it\nhint: run: eval \"$(aws configure export-credentials --profile role --format env)\", and give no --profile\n"
        );

    [Fact]
    public async Task A_code_is_asked_for_on_a_terminal()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script") && File.Exists("/bin/bash"), "there is no script(1) here, which makes a terminal");
        Outside.Sts.RequireCode(Account, Role, "arn:aws:iam::111122223333:mfa/me", "123456");
        var program = $"{string.Join(' ', CommandUnderTest.Words)} replay s3://{Bucket}/inbound/ --profile role";
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"printf '123456\\n' | script -qec '{program}' /dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (string, string)[] settings = Settings(RoleProfile + "mfa_serial = arn:aws:iam::111122223333:mfa/me\n");
        foreach (var (name, value) in Outside.EnvironmentFor().Select(p => (p.Key, p.Value)).Concat(settings))
        {
            start.Environment[name] = value;
        }

        using var running = new RunningProgram(start);
        var transcript = await running.WaitAsync();

        Assert.True(transcript.ExitCode == 0, transcript.Output);
        Assert.Contains("code of the MFA device arn:aws:iam::111122223333:mfa/me: ", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("WouldApprove", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_of_another_identity_provider_in_the_environment()
    {
        Outside.Sts.TrustToken(Account, Role, "jwt");
        var file = World.Write("token", "jwt"u8.ToArray());

        await WorksAsync("", [], ("AWS_WEB_IDENTITY_TOKEN_FILE", file), ("AWS_ROLE_ARN", RoleArn));

        Assert.NotEmpty(Outside.Requests.Of(ServiceName.Sts, "AssumeRoleWithWebIdentity"));
    }

    [Fact]
    public async Task The_token_of_another_identity_provider_in_a_profile()
    {
        Outside.Sts.TrustToken(Account, Role, "jwt");
        var file = World.Write("token", "jwt"u8.ToArray());

        await WorksAsync($"[profile web]\nrole_arn = {RoleArn}\nweb_identity_token_file = {file}\n", ["--profile", "web"]);
    }

    [Fact]
    public Task A_token_that_is_not_trusted_is_named() =>
        FailsAsync(
            "",
            [],
            "error: AWS_WEB_IDENTITY_TOKEN_FILE gives no credentials: No OpenIDConnect provider found in your account for that token "
                + "(InvalidIdentityToken)\nhint: check the token's file, AWS_ROLE_ARN and the trust policy of that role\n",
            ("AWS_WEB_IDENTITY_TOKEN_FILE", World.Write("token", "jwt"u8.ToArray())),
            ("AWS_ROLE_ARN", RoleArn)
        );

    [Fact]
    public Task The_endpoint_of_a_container() =>
        WorksAsync(
            "",
            [],
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", Outside.Metadata.ContainerUri.OriginalString),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", SimulatedMetadata.ContainerToken)
        );

    [Fact]
    public Task An_instance_that_says_its_region_too() => WorksAsync("", [], [.. Instance, ("AWS_REGION", ""), ("AWS_DEFAULT_REGION", "")]);

    [Fact]
    public async Task An_instance_without_a_role_has_no_credentials()
    {
        Outside.Metadata.Role = null;

        await FailsAsync(
            "",
            [],
            "error: there are no AWS credentials: neither in the environment, nor in a profile, nor of a container or an instance\n"
                + "hint: give --profile, or set AWS_PROFILE; aws configure sso makes a profile\n",
            Instance
        );
    }

    [Fact]
    public Task A_profile_of_aws_login_is_told_the_way() =>
        FailsAsync(
            "[profile console]\nlogin_session = arn:aws:iam::111122223333:user/me\nregion = eu-west-1\n",
            ["--profile", "console"],
            "error: the profile 'console' is one of aws login, which acm-approver cannot use by itself\n"
                + "hint: run: eval \"$(aws configure export-credentials --profile console --format env)\", and give no --profile\n"
        );

    [Fact]
    public Task A_profile_whose_source_is_missing_is_not_valid() =>
        FailsAsync(
            $"[profile role]\nrole_arn = {RoleArn}\nsource_profile = none\n",
            ["--profile", "role"],
            "error: the profile 'role' is not valid: Error reading source profile [none] for profile [role]\n"
                + "hint: correct it in ~/.aws/config\n"
        );

    private static string SsoProfile =>
        $"""
            [sso-session main]
            sso_start_url = https://example.awsapps.com/start
            sso_region = eu-west-1
            sso_registration_scopes = sso:account:access

            [profile sso]
            sso_session = main
            sso_account_id = {Account}
            sso_role_name = {Role}
            region = eu-west-1
            """;

    private static string RoleProfile =>
        $"""
            [profile base]
            aws_access_key_id = {Accounts.AccessKeyOf(Account)}
            aws_secret_access_key = {Accounts.SecretKey}

            [profile role]
            source_profile = base
            role_arn = {RoleArn}

            """;

    private (string, string)[] Instance =>
        [
            ("AWS_EC2_METADATA_DISABLED", "false"),
            ("AWS_EC2_METADATA_SERVICE_ENDPOINT", Outside.Metadata.Endpoint.OriginalString.TrimEnd('/')),
        ];

    private async Task WorksAsync(string config, string[] arguments, params (string, string)[] settings)
    {
        var transcript = await RunAsync(config, arguments, settings);
        Assert.Equal((0, "1 WouldApprove"), (transcript.ExitCode, transcript.ExitCode == 0 ? Outcomes(transcript) : transcript.Error));
    }

    private async Task FailsAsync(string config, string[] arguments, string error, params (string, string)[] settings)
    {
        var transcript = await RunAsync(config, arguments, settings);
        Assert.Equal((3, "", error), (transcript.ExitCode, transcript.Output, transcript.Error));
    }

    private Task<Transcript> RunAsync(string config, string[] arguments, (string, string)[] settings) =>
        Transcript.OfAsync(
            Outside,
            ["replay", $"s3://{Bucket}/inbound/", "--json", .. arguments],
            [.. Settings(config), .. settings]
        );

    private (string, string)[] Settings(string config) =>
        [
            ("AWS_ACCESS_KEY_ID", ""),
            ("AWS_SECRET_ACCESS_KEY", ""),
            ("AWS_CONFIG_FILE", World.Write("config", Encoding.UTF8.GetBytes(config))),
            ("HOME", World.Folder.FullName),
        ];

    /// <summary>What aws sso login leaves behind, in a file that is named after the session, or else after its start URL.</summary>
    private void WriteSso(string session, string token, TimeSpan expiresIn)
    {
#pragma warning disable CA5350 // The name of the file is defined so.
        var name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(session)));
#pragma warning restore CA5350
        World.Write(
            $".aws/sso/cache/{name}.json",
            Encoding.UTF8.GetBytes(
                $$"""
                {
                  "startUrl": "https://example.awsapps.com/start", "region": "eu-west-1", "accessToken": "{{token}}",
                  "expiresAt": "{{Time(expiresIn)}}", "clientId": "client", "clientSecret": "secret",
                  "registrationExpiresAt": "{{Time(TimeSpan.FromDays(30))}}", "refreshToken": "refresh"
                }
                """
            )
        );

        static string Time(TimeSpan fromNow) =>
            (DateTime.UtcNow + fromNow).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private string Keys() =>
        World.Write(
            "keys.json",
            Encoding.UTF8.GetBytes(
                $$"""{"Version": 1, "AccessKeyId": "{{Accounts.AccessKeyOf(Account)}}", "SecretAccessKey": "{{Accounts.SecretKey}}"}"""
            )
        );

    /// <summary>A script, so that the line is the same for every shell.</summary>
    private string Process(string command) => $"sh {World.Write("process.sh", Encoding.UTF8.GetBytes(command + "\n"))}";
}
