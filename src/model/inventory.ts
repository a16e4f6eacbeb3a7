import type { CfnProperties } from './cfn.generated.ts';
import type { Package } from './package.ts';
import type { RepositoryProperties } from './repository.ts';
import type { TemplateProperties } from './template.ts';
import type { Condition, Json } from './value.ts';

/** A grant of a key. https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html */
interface KeyGrant {
  readonly GrantId?: string;
  readonly Name?: string;
  /** An ARN, or the name of a service. */
  readonly GranteePrincipal?: string;
  readonly IssuingAccount?: string;
  readonly Operations?: readonly string[];
  readonly Constraints?: Json;
}

/** What accounts hold and CloudFormation has no type or property for, in the words of the service. Dates are ISO instants. */
interface AccountProperties {
  'AWS::KMS::Key': { readonly Grants?: readonly KeyGrant[] };
  'AWS::KMS::ReplicaKey': { readonly Grants?: readonly KeyGrant[] };
  /** What the account blocks for all of its buckets: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PublicAccessBlockConfiguration.html */
  'AWS::S3::Bucket': {
    readonly AccountPublicAccessBlock?: {
      readonly BlockPublicAcls?: boolean;
      readonly BlockPublicPolicy?: boolean;
      readonly IgnorePublicAcls?: boolean;
      readonly RestrictPublicBuckets?: boolean;
    };
  };
  'AWS::Signer::SigningJob': {
    readonly IsRevoked?: boolean;
    /** ISO instant. */
    readonly SignatureExpiresAt?: string;
  };
}

/** What frameworks deploy by a function of their own, in their words. */
interface CustomProperties {
  /** The CDK's: it sets how long the log group of a function is kept. https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_logs.LogRetention.html */
  'Custom::LogRetention': { readonly LogGroupName?: string; readonly RetentionInDays?: number };
}

/** The properties of every type that parapet knows. */
export type Properties = CfnProperties & AccountProperties & CustomProperties & RepositoryProperties & TemplateProperties;
/** A type whose properties parapet knows: CloudFormation's, but for the few things that only accounts have, for parameters and for a repository's files. */
export type ResourceType = keyof Properties;
/** A property of a type, as CloudFormation spells it. */
export type Property<K extends ResourceType> = keyof Properties[K] & string;

/** Where a resource or package was read. Lines and columns are 1-based; the exact span of a property is found when it is needed. */
export interface Origin {
  readonly source?: 'template' | 'lockfile' | 'repository' | 'live';
  /** Relative to the working directory, with forward slashes. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The template that it belongs to, where it stands in a file that the template names. */
  readonly template?: string;
  /** The folder of the repository that it is a part of, where it is judged together with the repository's other files. */
  readonly repository?: string;
  /** It lies outside of what is audited, and is read for what it says of the rest: not a subject itself. */
  readonly context?: boolean;
  readonly account?: string;
  readonly region?: string;
}

/**
 * A resource as a source emits it: plain JSON, type and property names as CloudFormation spells them,
 * values as `value.ts` describes them.
 */
export interface RawResource {
  /** Any CloudFormation type: those that no check knows are kept, so that references to them resolve. */
  readonly type: string;
  /** What its source calls it: the logical id in a template, the name that people use in an account. */
  readonly id: string;
  readonly arn?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
  /** The resource is made only where this holds. */
  readonly condition?: Condition;
  /** What its template asserts of parameters: it is not deployed where one of these does not hold. */
  readonly rules?: readonly Condition[];
  /**
   * What is known beside the properties: return values as `Fn::GetAtt` names them, and for routes of an API's body
   * `Method` and `Path` (or `Route`), which have no property in CloudFormation; for a repository's file its `Path` from the repository.
   */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** A template's `Metadata` of the resource, as far as parapet reads it. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The resource that this one was made from, if a source expanded it: the logical id in the same template. */
  readonly madeBy?: string;
}

/** A collection that a source could not read. It makes every check that needs it undetermined there. */
export interface Gap {
  readonly source: 'template' | 'lockfile' | 'repository' | 'live' | 'facts';
  readonly scope: {
    readonly file?: string;
    readonly line?: number;
    readonly column?: number;
    /** The template that it leaves a hole in, where that is another file. */
    readonly template?: string;
    /** The folder of the repository that it leaves a hole in. */
    readonly repository?: string;
    readonly account?: string;
    readonly region?: string;
    readonly service?: string;
    /** The resource whose parts could not be listed, where they are that one's alone: its ARN, in a template its logical id. */
    readonly resource?: string;
  };
  /** The call that failed, as IAM spells it: `sqs:ListQueues`. */
  readonly action?: string;
  /** A word for machines: `access-denied`, `unreadable`, `syntax`, `too-large` ... */
  readonly reason: string;
  /** The same for people, one sentence without a full stop. */
  readonly message?: string;
  /** The CloudFormation types, or `package`, that are missing because of it; absent where that cannot be said. */
  readonly types?: readonly string[];
}

/** Whether a gap is no failure: a list of an account that the run was not to ask for, as it costs a call for each resource. */
export const isUnasked = ({ source, reason }: Gap): boolean => source === 'live' && reason === 'not-asked';

/** One thing that was audited: a file, or an account in a Region. */
export interface Input {
  readonly source: 'template' | 'lockfile' | 'repository' | 'live';
  readonly file?: string;
  readonly format?: string;
  readonly account?: string;
  readonly region?: string;
}

/** Everything that the sources found, unjudged: what `parapet inventory` prints and `parapet check` reads. */
export interface Inventory {
  readonly version: 1;
  readonly resources: readonly RawResource[];
  readonly packages: readonly Package[];
  readonly gaps: readonly Gap[];
  readonly inputs: readonly Input[];
}

/** The scope in which ids are unique and references resolve: a template's file, a repository, or an account. */
export const inputOf = (origin: Origin): string =>
  (origin.repository === undefined ? origin.template : `${origin.repository}/`) ??
  origin.file ??
  (origin.account === undefined ? '' : `aws/${origin.account}/${origin.region ?? ''}`);
