using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Mails;

/// <summary>What a search for mails met and did not take for one, and the places where it found none: nothing is left out in
/// silence.</summary>
internal sealed class PassedOver
{
    /// <summary>How many names are shown: enough to see what kind of files they are.</summary>
    private const int MostShown = 5;

    private readonly List<string> names = [];
    private readonly List<string> emptyPlaces = [];
    private int count;

    /// <summary>Whether a place in S3 that was named has nothing in it: there is no such prefix, and likely another was meant.</summary>
    internal bool HasMissingPlace { get; private set; }

    /// <summary>A file, link or folder was passed over.</summary>
    internal void Add(string name)
    {
        count++;
        if (names.Count < MostShown)
        {
            names.Add(name);
        }
    }

    /// <summary>No mail was found at a place.</summary>
    /// <param name="what">A sentence's rest: "no mails in /var/mail".</param>
    /// <param name="isMissing">Whether it is a prefix without any object.</param>
    internal void AddEmptyPlace(string what, bool isMissing = false)
    {
        emptyPlaces.Add(what);
        HasMissingPlace |= isMissing;
    }

    /// <summary>Says all of it.</summary>
    internal async Task WriteAsync(CommandHost host)
    {
        foreach (var place in emptyPlaces)
        {
            await host.Error.WriteLineAsync(place);
        }

        if (count > 0)
        {
            var more = count > names.Count ? $" and {count - names.Count:N0} more" : "";
            await host.Error.WriteLineAsync(
                $"skipped {count:N0} {(count == 1 ? "file that is no mail" : "files that are no mails")}: {string.Join(", ", names)}{more}"
            );
        }
    }
}
