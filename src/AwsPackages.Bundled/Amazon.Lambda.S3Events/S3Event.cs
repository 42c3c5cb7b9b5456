namespace Amazon.Lambda.S3Events;

/// <summary>
/// What S3 sends when objects change (S3 user guide, "Event message structure"). The JSON's names differ from these in case only:
/// it is read without regard to case.
/// </summary>
public class S3Event
{
    /// <summary>One entry for each change; null in events of other services.</summary>
    public List<S3EventNotificationRecord> Records { get; set; }

    /// <summary>One change of one object.</summary>
    public class S3EventNotificationRecord
    {
        /// <summary>Such as <c>ObjectCreated:Put</c>.</summary>
        public string EventName { get; set; }

        /// <summary>Bucket and object.</summary>
        public S3Entity S3 { get; set; }
    }

    /// <summary>Bucket and object of a change.</summary>
    public class S3Entity
    {
        /// <summary>The bucket.</summary>
        public S3BucketEntity Bucket { get; set; }

        /// <summary>The object.</summary>
        public S3ObjectEntity Object { get; set; }
    }

    /// <summary>A bucket.</summary>
    public class S3BucketEntity
    {
        /// <summary>The bucket's name.</summary>
        public string Name { get; set; }
    }

    /// <summary>An object.</summary>
    public class S3ObjectEntity
    {
        /// <summary>The key as S3 sends it: URL-encoded, a space as <c>+</c>.</summary>
        public string Key { get; set; }
    }
}
