using AcmApprover.Scenes.Pages;

namespace AcmApprover.Scenes.Kinds;

/// <summary>
/// Forms with fields of odd kinds: sent exactly as a browser would (HTML standard, "constructing the entry list"), or not at all, as a
/// page that is not recognised.
/// </summary>
internal static class OddForms
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Silent("disabled-fieldset", "<fieldset disabled><input type=hidden name=infs value=1></fieldset>"),
        Silent("nested-disabled-fieldset", "<fieldset disabled><fieldset><div><input name=infs value=1></div></fieldset></fieldset>"),
        Silent("datalist", "<input list=l><datalist id=l><option value=1><input type=hidden name=indl value=1></datalist>"),
        Silent("nothing-selected-in-multiple", "<select name=many multiple><option value=1>1</select>"),
        Silent("disabled-option", "<select name=one><option value=1 selected disabled>1</select>"),
        Silent("empty-select", "<select name=none></select>"),
        Silent("image", "<input type=image name=logo src=\"/logo.png\">"),
        Silent("template", "<template><input type=hidden name=intemplate value=1></template>"),
        Silent("in-comment", "<!-- <input type=hidden name=commented value=1> -->"),
        Silent("in-noscript", "<noscript><input type=hidden name=unseen value=1></noscript>"),
        Sends(
            "legend-of-disabled-fieldset",
            "<fieldset disabled><legend><input type=hidden name=inlegend value=1></legend></fieldset>",
            ("inlegend", "1")
        ),
        Sends("hidden-newline", "<input type=hidden name=h value='a&#10;b'>", ("h", "a\r\nb")),
        Sends("hidden-return", "<input type=hidden name=h value='a&#13;b'>", ("h", "a\r\nb")),
        Sends("text-without-newlines", "<input type=text name=t value='a&#10;b'>", ("t", "ab")),
        Sends("text-area-newline", "<textarea name=a>one\ntwo</textarea>", ("a", "one\r\ntwo")),
        Sends("text-area-first-newline", "<textarea name=a>\none</textarea>", ("a", "one")),
        Sends("charset", "<input type=hidden name=_charset_ value=x>", ("_charset_", "UTF-8")),
        Sends("number", "<input type=number name=n value=5>", ("n", "5")),
        Sends("invalid-number", "<input type=number name=n value=five>", ("n", "")),
        Sends("first-option", "<select name=s><option>one<option>two</select>", ("s", "one")),
        Sends("first-option-that-can-be", "<select name=s><option disabled>one<option>two</select>", ("s", "two")),
        Sends("several-options", "<select name=s multiple><option selected>one<option selected>two</select>", ("s", "one"), ("s", "two")),
        Sends("option-text", "<select name=s><option selected> one  two </select>", ("s", "one two")),
        Sends("radio", "<input type=radio name=r value=1><input type=radio name=r value=2 checked>", ("r", "2")),
        Sends("unknown-type", "<input type=strange name=u value=1>", ("u", "1")),
        Sends("colour", "<input type=color name=c value=red>", ("c", "#000000")),
        Sends("field-name-newline", "<input type=hidden name='a&#10;b' value=1>", ("a\r\nb", "1")),
    ];

    private static Kind Silent(string name, string html) => Sends(name, html);

    private static Kind Sends(string name, string html, params (string Name, string Value)[] entries) =>
        new(
            $"harmless.odd-form.{name}",
            Slots.PageExtras | Slots.Button,
            d =>
            {
                d.Page.Fields.Add(new Field(html, null));
                d.Page.Fields.AddRange(entries.Select(e => new Field("", e)));
                d.Expect = new Expectation
                {
                    Outcomes = ["Approved", "Referred"],
                    Reach = Reach.Button,
                    Codes = ["page-unrecognised"],
                    MayShowLink = true,
                };
            }
        );
}
