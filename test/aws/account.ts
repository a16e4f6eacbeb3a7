/**
 * An account as a test declares it: plain data in the words of the services' answers (not in CloudFormation's), so that what a
 * collector makes of them is under test. JSON members of API Gateway are written as they travel, in camel case.
 */
export interface DeclaredAccount {
  readonly account: string;
  readonly region: string;
  readonly functions: readonly DeclaredFunction[];
  readonly codeSigningConfigs: readonly DeclaredCodeSigningConfig[];
  readonly keys: readonly DeclaredKey[];
  readonly restApis: readonly DeclaredRestApi[];
  readonly apis: readonly DeclaredApi[];
  readonly queues: readonly DeclaredQueue[];
  readonly topics: readonly DeclaredTopic[];
  readonly subscriptions: readonly (Shape & { readonly redrive?: Shape })[];
  readonly signingProfiles: readonly DeclaredSigningProfile[];
  readonly signingJobs: readonly DeclaredSigningJob[];
  readonly layers?: readonly {
    readonly name: string;
    readonly versions: readonly (Shape & { readonly Version: number; readonly policy?: Shape })[];
  }[];
  readonly buses?: readonly (Shape & {
    readonly Name: string;
    readonly rules?: readonly (Shape & { readonly Name: string; readonly targets?: readonly Shape[] })[];
  })[];
  readonly archives?: readonly (Shape & { readonly ArchiveName: string })[];
  readonly apiDestinations?: readonly Shape[];
  readonly connections?: readonly (Shape & { readonly Name: string })[];
  readonly schedules?: readonly (Shape & { readonly Name: string; readonly GroupName: string })[];
  readonly pipes?: readonly (Shape & { readonly Name: string })[];
  readonly stateMachines?: readonly (Shape & { readonly stateMachineArn: string })[];
  readonly streams?: readonly (Shape & { readonly StreamName: string })[];
  readonly deliveryStreams?: readonly (Shape & { readonly DeliveryStreamName: string })[];
  readonly tables?: readonly { readonly table: Shape & { readonly TableName: string }; readonly recovery?: Shape }[];
  readonly clusters?: readonly Shape[];
  readonly userPools?: readonly {
    readonly pool: Shape & { readonly Id: string };
    readonly clients?: readonly (Shape & { readonly ClientId: string })[];
    readonly servers?: readonly Shape[];
    readonly providers?: readonly Shape[];
  }[];
  readonly identityPools?: readonly (Shape & { readonly IdentityPoolId: string })[];
  readonly graphqlApis?: readonly {
    readonly api: Shape & { readonly apiId: string };
    readonly sources?: readonly Shape[];
    readonly cache?: Shape;
  }[];
  readonly eventApis?: readonly Shape[];
  readonly distributions?: readonly Shape[];
  readonly webAcls?: readonly (Shape & {
    readonly Name: string;
    readonly ARN: string;
    readonly scope?: string;
    readonly pools?: readonly string[];
  })[];
  readonly ruleGroups?: readonly (Shape & { readonly ARN: string })[];
  readonly buckets?: readonly {
    readonly name: string;
    readonly region: string;
    readonly policy?: Shape;
    readonly blocks?: Shape;
    readonly grants?: readonly Shape[];
    readonly ownership?: string;
    readonly website?: Shape;
    readonly encryption?: Shape;
  }[];
  readonly accountBlocks?: Shape;
  readonly usagePlans?: readonly Shape[];
  readonly domains?: readonly DeclaredDomain[];
  readonly eventSources?: readonly Shape[];
  readonly roles?: readonly Shape[];
  readonly managedPolicies?: readonly Shape[];
  readonly secrets?: readonly (Shape & { readonly ARN: string; readonly policy?: Shape })[];
  readonly parameters?: readonly Shape[];
  readonly projects?: readonly (Shape & { readonly name: string })[];
  readonly logGroups?: readonly Shape[];
  readonly logPolicies?: readonly Shape[];
}

/** A JSON object of a service's answer. */
export type Shape = Readonly<Record<string, unknown>>;

export interface DeclaredFunction {
  readonly name: string;
  /** What `ListFunctions` says of it beside name and ARN. */
  readonly configuration: Shape;
  readonly policy?: Shape;
  readonly aliases?: readonly { readonly name: string; readonly version: string; readonly policy?: Shape }[];
  readonly versions?: readonly { readonly version: string; readonly policy?: Shape }[];
  /** `qualifier` is the alias that a URL belongs to. */
  readonly urls?: readonly (Shape & { readonly AuthType: string; readonly qualifier?: string })[];
  readonly codeSigningConfigArn?: string;
  /** What becomes of events, of the function (`$LATEST`), a version or an alias. */
  readonly invokeConfigs?: readonly (Shape & { readonly qualifier: string })[];
  readonly runtimeManagement?: Shape;
  readonly reservedConcurrency?: number;
  /** The address of its image, if it runs one. */
  readonly image?: string;
}

export interface DeclaredCodeSigningConfig {
  readonly arn: string;
  readonly publishers: readonly string[];
  readonly onUntrusted: 'Warn' | 'Enforce';
}

export interface DeclaredKey {
  readonly id: string;
  readonly metadata?: Shape;
  readonly rotation?: { readonly enabled: boolean; readonly periodInDays?: number };
  readonly policy?: Shape;
  readonly aliases?: readonly string[];
  readonly grants?: readonly Shape[];
}

export interface DeclaredRestApi {
  readonly api: Shape & { readonly id: string };
  readonly resources?: readonly (Shape & {
    readonly id: string;
    readonly path: string;
    readonly resourceMethods?: Readonly<Record<string, Shape>>;
  })[];
  readonly authorizers?: readonly Shape[];
  readonly stages?: readonly Shape[];
  readonly validators?: readonly Shape[];
  readonly models?: readonly Shape[];
}

export interface DeclaredDomain {
  readonly domain: Shape & { readonly domainName: string };
  readonly mappings?: readonly Shape[];
  readonly rules?: readonly Shape[];
}

export interface DeclaredApi {
  readonly api: Shape & { readonly apiId: string };
  readonly routes?: readonly Shape[];
  readonly authorizers?: readonly (Shape & { readonly authorizerId: string })[];
  readonly stages?: readonly Shape[];
  readonly integrations?: readonly Shape[];
}

export interface DeclaredQueue {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface DeclaredTopic {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface DeclaredSigningProfile {
  readonly profileName: string;
  readonly profileVersion: string;
  readonly platformId: string;
  readonly status: 'Active' | 'Canceled' | 'Revoked';
  readonly revocationRecord?: Shape;
}

export interface DeclaredSigningJob {
  readonly jobId: string;
  readonly profileName: string;
  readonly isRevoked: boolean;
  /** ISO instant. */
  readonly signatureExpiresAt: string;
}

/** An account without anything in it, to be spread into. */
export const EMPTY_ACCOUNT: DeclaredAccount = {
  account: '111122223333',
  region: 'eu-west-1',
  functions: [],
  codeSigningConfigs: [],
  keys: [],
  restApis: [],
  apis: [],
  queues: [],
  topics: [],
  subscriptions: [],
  signingProfiles: [],
  signingJobs: [],
};
