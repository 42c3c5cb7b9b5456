using System.Net;

namespace AcmApprover.Simulator.Mails;

/// <summary>The bodies of ACM's validation mails, after the templates in the ACM user guide ("Automate email validation").</summary>
internal static class MailBody
{
    public static string Subject(MailDraft mail) =>
        $"Certificate {(mail.Template == MailTemplate.Before2020 ? "approval" : "request")} for {mail.Domain}";

    public static string Text(MailDraft mail) =>
        mail.Template switch
        {
            MailTemplate.NewRequest => $"""
                Greetings from Amazon Web Services,

                We received a request to issue an SSL/TLS certificate for {mail.Domain}.

                Verify that the following domain, AWS account ID, and certificate identifier correspond
                to a request from you or someone in your organization.

                {Facts(mail, "Certificate Identifier")}

                To approve this request, go to Amazon Certificate Approvals
                ({mail.LinkOrDefault})
                and follow the instructions on the page.

                This email is intended solely for authorized individuals for {mail.Domain}. To express any concerns
                about this email or if this email has reached you in error, forward it along with a brief
                explanation of your concern to validation-questions@amazon.com.

                Sincerely,
                Amazon Web Services

                """,
            MailTemplate.Renewal => $"""
                Greetings from Amazon Web Services,

                We received a request to issue an SSL/TLS certificate for {mail.Domain}.
                {RenewalSentence}

                Verify that the following domain, AWS account ID, and certificate identifier
                correspond to a request from you or someone in your organization.

                {Facts(mail, "Certificate Identifier")}

                To approve this request, go to Amazon Certificate Approvals at
                {mail.LinkOrDefault}
                and follow the instructions on the page.

                This email is intended solely for authorized individuals for {mail.Domain}. You can see
                more about how AWS Certificate Manager validation works here -
                https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html.
                To express any concerns about this email or if this email has reached you in
                error, forward it along with a brief explanation of your concern to
                validation-questions@amazon.com.

                Sincerely,
                Amazon Web Services

                --
                Amazon Web Services, Inc. is a subsidiary of Amazon.com, Inc. Amazon.com is a
                registered trademark of Amazon.com, Inc.

                """,

            // Its empty lines held one space.
            MailTemplate.Before2020 => $"""
                Greetings from Amazon Web Services,

                We received a request to issue an SSL/TLS certificate for {mail.Domain}.

                Verify that the following domain, AWS account ID, and certificate identifier correspond
                to a request from you or someone in your organization.

                {Facts(mail, "Certificate identifier")}

                To approve this request, go to Amazon Certificate Approvals at
                {mail.LinkOrDefault}
                and follow the instructions on the page.

                This email is intended solely for authorized individuals for {mail.Domain}. To express any concerns
                about this email or if this email has reached you in error, forward it along with a brief
                explanation of your concern to validation-questions@amazon.com.

                Sincerely,
                Amazon Web Services

                """.Replace("\n\n", "\n \n", StringComparison.Ordinal),
        };

    public static string Html(MailDraft mail)
    {
        var link = WebUtility.HtmlEncode(mail.HtmlLink ?? mail.LinkOrDefault);
        var identifierLabel = mail.Template == MailTemplate.Before2020 ? "Certificate identifier" : "Certificate Identifier";
        var renewal = mail.Template == MailTemplate.Renewal ? $"<p>{RenewalSentence}</p>\n" : "";
        return $"""
            <html><body>
            <p>Greetings from Amazon Web Services,</p>
            <p>We received a request to issue an SSL/TLS certificate for
            <span id="requested_domain">{Encoded(mail.Domain)}</span>.</p>
            {renewal}<p>Verify that the following domain, AWS account ID, and certificate identifier correspond
            to a request from you or someone in your organization.</p>
            <p>Domain: <b><span id="fqdn">{Encoded(mail.Domain)}</span></b><br>
            AWS account ID: <b><span id="account_id">{Encoded(mail.Account)}</span></b><br>
            AWS Region name: <b><span id=“region_name”>{Encoded(mail.Region)}</span></b><br>
            {identifierLabel}: <b><span id="cert_id">{Encoded(mail.CertificateOrDefault)}</span></b></p>
            <p>To approve this request, go to
            <b><a itemprop="url" id="approval_url" href="{link}">Amazon Certificate Approvals</a></b> ( {link} )
            and follow the instructions on the page.</p>
            <p>This email is intended solely for authorized individuals for {Encoded(mail.Domain)}. To express any concerns
            about this email or if this email has reached you in error, forward it along with a brief explanation of your concern
            to <a href="mailto:validation-questions@amazon.com">validation-questions@amazon.com</a>.</p>
            <p>Sincerely,<br>Amazon Web Services</p>
            </body></html>
            """;
    }

    private const string RenewalSentence = """
        This email is a request to validate ownership of the domain in order to renew
        the existing, currently in use, certificate. Certificates have defined
        validity periods and email validated certificates, like this one, require you
        to re-validate for the certificate to renew.
        """;

    private static string Facts(MailDraft mail, string identifierLabel) =>
        $"""
            Domain: {mail.Domain}
            AWS account ID: {mail.Account}
            AWS Region name: {mail.Region}
            {identifierLabel}: {mail.CertificateOrDefault}
            """;

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
