using System.Text;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Faults;

/// <summary>The ways in which a service on a network misbehaves.</summary>
public static class Misbehave
{
    /// <summary>Answers an error, worded as the service words its errors; the request has no effect.</summary>
    /// <param name="status">The HTTP status, such as 400 or 503.</param>
    /// <param name="code">
    /// The service's code, such as <c>ThrottlingException</c> (ACM), <c>Throttling</c> (SNS, STS), <c>SlowDown</c> (S3).
    /// </param>
    public static Fault Error(int status, string code = "ServiceUnavailable") =>
        exchange => Task.FromResult(exchange.Service.Error(status, code, "a fault that the driver of the simulation ordered"));

    /// <summary>Answers properly, but late.</summary>
    public static Fault Delay(TimeSpan time) =>
        async exchange =>
        {
            await Task.Delay(time, exchange.Cancelled);
            return await exchange.Answer();
        };

    /// <summary>Closes the connection before anything was done.</summary>
    public static Fault Drop() => _ => Task.FromResult(SimulatedResponse.Cut);

    /// <summary>Does what was asked, and closes the connection without a word: the answer is lost.</summary>
    public static Fault LoseAnswer() =>
        async exchange =>
        {
            await exchange.Answer();
            return SimulatedResponse.Cut;
        };

    /// <summary>Does what was asked, and answers an error all the same.</summary>
    public static Fault ErrorAfterwards(int status, string code = "InternalError") =>
        async exchange =>
        {
            await exchange.Answer();
            return exchange.Service.Error(status, code, "a fault after the work was done");
        };

    /// <summary>Neither answers nor closes, until the client gives up.</summary>
    public static Fault Hang() =>
        async exchange =>
        {
            await Task.Delay(Timeout.Infinite, exchange.Cancelled);
            return SimulatedResponse.Cut;
        };

    /// <summary>Answers properly, but sends the body some time after the head.</summary>
    public static Fault LateBody(TimeSpan pause) => Deliver(delivery => delivery with { BodyPause = pause });

    /// <summary>Answers properly, but sends the body in so many pieces.</summary>
    /// <param name="pieces">How many; a body of fewer bytes is sent byte by byte.</param>
    /// <param name="pause">The time between two of them.</param>
    public static Fault BodyInPieces(int pieces, TimeSpan pause) =>
        Deliver(delivery => delivery with { Pieces = pieces, PiecePause = pause });

    /// <summary>Does what was asked and sends the head and half of the body, and then nothing, until the client gives up.</summary>
    public static Fault StallBody() => Deliver(delivery => delivery with { End = BodyEnd.Stalled });

    /// <summary>Does what was asked and sends the head and half of the body, and then closes the connection.</summary>
    public static Fault CutBody() => Deliver(delivery => delivery with { End = BodyEnd.Cut });

    /// <summary>Sends the client elsewhere (302).</summary>
    /// <param name="location">The value of the Location header.</param>
    public static Fault Redirect(string location) =>
        _ =>
            Task.FromResult(
                new SimulatedResponse(302, null, default) { Headers = new Dictionary<string, string> { ["Location"] = location } }
            );

    /// <summary>Answers properly, with so many spaces appended to the body.</summary>
    public static Fault Pad(int bytes) =>
        Rewrite(response =>
        {
            var body = new byte[response.Body.Length + bytes];
            response.Body.CopyTo(body);
            body.AsSpan(response.Body.Length).Fill((byte)' ');
            return response with { Body = body };
        });

    /// <summary>Answers properly, but with one text in place of another everywhere in the body: a page that lies.</summary>
    public static Fault Replace(string oldText, string newText) =>
        Rewrite(response =>
            response with
            {
                Body = Encoding.UTF8.GetBytes(
                    Encoding.UTF8.GetString(response.Body.Span).Replace(oldText, newText, StringComparison.Ordinal)
                ),
            }
        );

    /// <summary>Answers properly, but calls the body something else.</summary>
    public static Fault ContentType(string contentType) => Rewrite(response => response with { ContentType = contentType });

    /// <summary>Answers what the driver makes of the proper answer.</summary>
    public static Fault Rewrite(Func<SimulatedResponse, SimulatedResponse> change) => async exchange => change(await exchange.Answer());

    private static Fault Deliver(Func<Delivery, Delivery> change) =>
        async exchange => await exchange.Answer() with { Delivery = change(exchange.Delivery) };
}
