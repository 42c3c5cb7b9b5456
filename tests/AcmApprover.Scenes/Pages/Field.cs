namespace AcmApprover.Scenes.Pages;

/// <summary>One field of a form as HTML, and the entry that a browser sends for it (HTML standard, "constructing the entry
/// list").</summary>
/// <param name="Html">The element.</param>
/// <param name="Entry">Its name and value; null where nothing is sent for it.</param>
internal sealed record Field(string Html, (string Name, string Value)? Entry)
{
    public static Field Hidden(string name, string value) =>
        new($"<input type=\"hidden\" name=\"{name}\" value=\"{Mails.Layouts.Text(value)}\">", (name, value));

    /// <summary>An element for which nothing is sent.</summary>
    public static Field Silent(string html) => new(html, null);
}
