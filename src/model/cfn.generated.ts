// Generated from @aws-cdk/aws-service-spec by scripts/generate-cfn-types.js. Do not edit.
import type { Json } from './value.ts';

interface T100_StageKey {
  readonly RestApiId?: string;
  readonly StageName?: string;
}
interface T109_DeploymentCanarySettings {
  readonly PercentTraffic?: number;
  readonly StageVariableOverrides?: Readonly<Record<string, string>>;
  readonly UseStageCache?: boolean;
}
interface T105_StageDescription {
  readonly AccessLogSetting?: T108_AccessLogSetting;
  readonly CacheClusterEnabled?: boolean;
  readonly CacheClusterSize?: string;
  readonly CacheDataEncrypted?: boolean;
  readonly CacheTtlInSeconds?: number;
  readonly CachingEnabled?: boolean;
  readonly CanarySetting?: T106_CanarySetting;
  readonly ClientCertificateId?: string;
  readonly DataTraceEnabled?: boolean;
  readonly Description?: string;
  readonly DocumentationVersion?: string;
  readonly LoggingLevel?: string;
  readonly MethodSettings?: readonly (T107_MethodSetting)[];
  readonly MetricsEnabled?: boolean;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly ThrottlingBurstLimit?: number;
  readonly ThrottlingRateLimit?: number;
  readonly TracingEnabled?: boolean;
  readonly Variables?: Readonly<Record<string, string>>;
}
interface T108_AccessLogSetting {
  readonly DestinationArn?: string;
  readonly Format?: string;
}
interface T106_CanarySetting {
  readonly PercentTraffic?: number;
  readonly StageVariableOverrides?: Readonly<Record<string, string>>;
  readonly UseStageCache?: boolean;
}
interface T107_MethodSetting {
  readonly CacheDataEncrypted?: boolean;
  readonly CacheTtlInSeconds?: number;
  readonly CachingEnabled?: boolean;
  readonly DataTraceEnabled?: boolean;
  readonly HttpMethod?: string;
  readonly LoggingLevel?: string;
  readonly MetricsEnabled?: boolean;
  readonly ResourcePath?: string;
  readonly ThrottlingBurstLimit?: number;
  readonly ThrottlingRateLimit?: number;
}
interface T115_EndpointConfiguration {
  readonly IpAddressType?: string;
  readonly Types?: readonly (string)[];
}
interface T114_MutualTlsAuthentication {
  readonly TruststoreUri?: string;
  readonly TruststoreVersion?: string;
}
interface T7070_EndpointConfiguration {
  readonly IpAddressType?: string;
  readonly Types?: readonly (string)[];
}
interface T118_Integration {
  readonly CacheKeyParameters?: readonly (string)[];
  readonly CacheNamespace?: string;
  readonly ConnectionId?: string;
  readonly ConnectionType?: "INTERNET" | "VPC_LINK";
  readonly ContentHandling?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  readonly Credentials?: string;
  readonly IntegrationHttpMethod?: string;
  readonly IntegrationResponses?: readonly (T119_IntegrationResponse)[];
  readonly IntegrationTarget?: string;
  readonly PassthroughBehavior?: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  readonly RequestParameters?: Readonly<Record<string, string>>;
  readonly RequestTemplates?: Readonly<Record<string, string>>;
  readonly ResponseTransferMode?: "BUFFERED" | "STREAM";
  readonly TimeoutInMillis?: number;
  readonly Type?: "AWS" | "AWS_PROXY" | "HTTP" | "HTTP_PROXY" | "MOCK";
  readonly Uri?: string;
}
interface T119_IntegrationResponse {
  readonly ContentHandling?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  readonly ResponseParameters?: Readonly<Record<string, string>>;
  readonly ResponseTemplates?: Readonly<Record<string, string>>;
  readonly SelectionPattern?: string;
  readonly StatusCode?: string;
}
interface T120_MethodResponse {
  readonly ResponseModels?: Readonly<Record<string, string>>;
  readonly ResponseParameters?: Readonly<Record<string, boolean | string>>;
  readonly StatusCode?: string;
}
interface T125_S3Location {
  readonly Bucket?: string;
  readonly ETag?: string;
  readonly Key?: string;
  readonly Version?: string;
}
interface T126_EndpointConfiguration {
  readonly IpAddressType?: string;
  readonly Types?: readonly (string)[];
  readonly VpcEndpointIds?: readonly (string)[];
}
interface T130_AccessLogSetting {
  readonly DestinationArn?: string;
  readonly Format?: string;
}
interface T128_CanarySetting {
  readonly DeploymentId?: string;
  readonly PercentTraffic?: number;
  readonly StageVariableOverrides?: Readonly<Record<string, string>>;
  readonly UseStageCache?: boolean;
}
interface T129_MethodSetting {
  readonly CacheDataEncrypted?: boolean;
  readonly CacheTtlInSeconds?: number;
  readonly CachingEnabled?: boolean;
  readonly DataTraceEnabled?: boolean;
  readonly HttpMethod?: string;
  readonly LoggingLevel?: string;
  readonly MetricsEnabled?: boolean;
  readonly ResourcePath?: string;
  readonly ThrottlingBurstLimit?: number;
  readonly ThrottlingRateLimit?: number;
}
interface T133_ApiStage {
  readonly ApiId?: string;
  readonly Stage?: string;
  readonly Throttle?: Readonly<Record<string, T134_ThrottleSettings>>;
}
interface T134_ThrottleSettings {
  readonly BurstLimit?: number;
  readonly RateLimit?: number;
}
interface T132_QuotaSettings {
  readonly Limit?: number;
  readonly Offset?: number;
  readonly Period?: string;
}
interface T139_BodyS3Location {
  readonly Bucket?: string;
  readonly Etag?: string;
  readonly Key?: string;
  readonly Version?: string;
}
interface T140_Cors {
  readonly AllowCredentials?: boolean;
  readonly AllowHeaders?: readonly (string)[];
  readonly AllowMethods?: readonly (string)[];
  readonly AllowOrigins?: readonly (string)[];
  readonly ExposeHeaders?: readonly (string)[];
  readonly MaxAge?: number;
}
interface T149_JWTConfiguration {
  readonly Audience?: readonly (string)[];
  readonly Issuer?: string;
}
interface T153_DomainNameConfiguration {
  readonly CertificateArn?: string;
  readonly CertificateName?: string;
  readonly EndpointType?: string;
  readonly IpAddressType?: string;
  readonly OwnershipVerificationCertificateArn?: string;
  readonly SecurityPolicy?: string;
}
interface T152_MutualTlsAuthentication {
  readonly TruststoreUri?: string;
  readonly TruststoreVersion?: string;
}
interface T7071_ResponseParameterMap {
  readonly ResponseParameters?: readonly (T156_ResponseParameter)[];
}
interface T156_ResponseParameter {
  readonly Destination?: string;
  readonly Source?: string;
}
interface T155_TlsConfig {
  readonly ServerNameToVerify?: string;
}
interface T7078_Action {
  readonly InvokeApi?: T7079_ActionInvokeApi;
}
interface T7079_ActionInvokeApi {
  readonly ApiId?: string;
  readonly Stage?: string;
  readonly StripBasePath?: boolean;
}
interface T7074_Condition {
  readonly MatchBasePaths?: T7077_MatchBasePaths;
  readonly MatchHeaders?: T7075_MatchHeaders;
}
interface T7077_MatchBasePaths {
  readonly AnyOf?: readonly (string)[];
}
interface T7075_MatchHeaders {
  readonly AnyOf?: readonly (T7076_MatchHeaderValue)[];
}
interface T7076_MatchHeaderValue {
  readonly Header?: string;
  readonly ValueGlob?: string;
}
interface T166_RouteSettings {
  readonly DataTraceEnabled?: boolean;
  readonly DetailedMetricsEnabled?: boolean;
  readonly LoggingLevel?: string;
  readonly ThrottlingBurstLimit?: number;
  readonly ThrottlingRateLimit?: number;
}
interface T165_AccessLogSettings {
  readonly DestinationArn?: string;
  readonly Format?: string;
}
interface T7150_EventConfig {
  readonly AuthProviders?: readonly (T7151_AuthProvider)[];
  readonly ConnectionAuthModes?: readonly (T7155_AuthMode)[];
  readonly DefaultPublishAuthModes?: readonly (T7155_AuthMode)[];
  readonly DefaultSubscribeAuthModes?: readonly (T7155_AuthMode)[];
  readonly LogConfig?: T7156_EventLogConfig;
}
interface T7151_AuthProvider {
  readonly AuthType?: "AMAZON_COGNITO_USER_POOLS" | "AWS_IAM" | "API_KEY" | "OPENID_CONNECT" | "AWS_LAMBDA";
  readonly CognitoConfig?: T7153_CognitoConfig;
  readonly LambdaAuthorizerConfig?: T7154_LambdaAuthorizerConfig;
  readonly OpenIDConnectConfig?: T7152_OpenIDConnectConfig;
}
interface T7153_CognitoConfig {
  readonly AppIdClientRegex?: string;
  readonly AwsRegion?: string;
  readonly UserPoolId?: string;
}
interface T7154_LambdaAuthorizerConfig {
  readonly AuthorizerResultTtlInSeconds?: number;
  readonly AuthorizerUri?: string;
  readonly IdentityValidationExpression?: string;
}
interface T7152_OpenIDConnectConfig {
  readonly AuthTTL?: number;
  readonly ClientId?: string;
  readonly IatTTL?: number;
  readonly Issuer?: string;
}
interface T7155_AuthMode {
  readonly AuthType?: "AMAZON_COGNITO_USER_POOLS" | "AWS_IAM" | "API_KEY" | "OPENID_CONNECT" | "AWS_LAMBDA";
}
interface T7156_EventLogConfig {
  readonly CloudWatchLogsRoleArn?: string;
  readonly LogLevel?: "NONE" | "ERROR" | "ALL" | "INFO" | "DEBUG";
}
interface T512_AdditionalAuthenticationProvider {
  readonly AuthenticationType?: string;
  readonly LambdaAuthorizerConfig?: T513_LambdaAuthorizerConfig;
  readonly OpenIDConnectConfig?: T511_OpenIDConnectConfig;
  readonly UserPoolConfig?: T514_CognitoUserPoolConfig;
}
interface T513_LambdaAuthorizerConfig {
  readonly AuthorizerResultTtlInSeconds?: number;
  readonly AuthorizerUri?: string;
  readonly IdentityValidationExpression?: string;
}
interface T511_OpenIDConnectConfig {
  readonly AuthTTL?: number;
  readonly ClientId?: string;
  readonly IatTTL?: number;
  readonly Issuer?: string;
}
interface T514_CognitoUserPoolConfig {
  readonly AppIdClientRegex?: string;
  readonly AwsRegion?: string;
  readonly UserPoolId?: string;
}
interface T7163_EnhancedMetricsConfig {
  readonly DataSourceLevelMetricsBehavior?: string;
  readonly OperationLevelMetricsConfig?: string;
  readonly ResolverLevelMetricsBehavior?: string;
}
interface T516_LogConfig {
  readonly CloudWatchLogsRoleArn?: string;
  readonly ExcludeVerboseContent?: boolean;
  readonly FieldLogLevel?: string;
}
interface T515_UserPoolConfig {
  readonly AppIdClientRegex?: string;
  readonly AwsRegion?: string;
  readonly DefaultAction?: string;
  readonly UserPoolId?: string;
}
interface T523_CachingConfig {
  readonly CachingKeys?: readonly (string)[];
  readonly Ttl?: number;
}
interface T519_PipelineConfig {
  readonly Functions?: readonly (string)[];
}
interface T522_AppSyncRuntime {
  readonly Name?: string;
  readonly RuntimeVersion?: string;
}
interface T520_SyncConfig {
  readonly ConflictDetection?: string;
  readonly ConflictHandler?: string;
  readonly LambdaConflictHandlerConfig?: T521_LambdaConflictHandlerConfig;
}
interface T521_LambdaConflictHandlerConfig {
  readonly LambdaConflictHandlerArn?: string;
}
interface T501_DynamoDBConfig {
  readonly AwsRegion?: string;
  readonly DeltaSyncConfig?: T502_DeltaSyncConfig;
  readonly TableName?: string;
  readonly UseCallerCredentials?: boolean;
  readonly Versioned?: boolean;
}
interface T502_DeltaSyncConfig {
  readonly BaseTableTTL?: string;
  readonly DeltaSyncTableName?: string;
  readonly DeltaSyncTableTTL?: string;
}
interface T503_ElasticsearchConfig {
  readonly AwsRegion?: string;
  readonly Endpoint?: string;
}
interface T494_EventBridgeConfig {
  readonly EventBusArn?: string;
}
interface T495_HttpConfig {
  readonly AuthorizationConfig?: T496_AuthorizationConfig;
  readonly Endpoint?: string;
}
interface T496_AuthorizationConfig {
  readonly AuthorizationType?: string;
  readonly AwsIamConfig?: T497_AwsIamConfig;
}
interface T497_AwsIamConfig {
  readonly SigningRegion?: string;
  readonly SigningServiceName?: string;
}
interface T500_LambdaConfig {
  readonly LambdaFunctionArn?: string;
}
interface T493_OpenSearchServiceConfig {
  readonly AwsRegion?: string;
  readonly Endpoint?: string;
}
interface T498_RelationalDatabaseConfig {
  readonly RdsHttpEndpointConfig?: T499_RdsHttpEndpointConfig;
  readonly RelationalDatabaseSourceType?: string;
}
interface T499_RdsHttpEndpointConfig {
  readonly AwsRegion?: string;
  readonly AwsSecretStoreArn?: string;
  readonly DatabaseName?: string;
  readonly DbClusterIdentifier?: string;
  readonly Schema?: string;
}
interface T835_DistributionConfig {
  readonly Aliases?: readonly (string)[];
  readonly AnycastIpListId?: string;
  readonly CNAMEs?: readonly (string)[];
  readonly CacheBehaviors?: readonly (T859_CacheBehavior)[];
  readonly CacheTagConfig?: T8340_CacheTagConfig;
  readonly Comment?: string;
  readonly ConnectionFunctionAssociation?: T8333_ConnectionFunctionAssociation;
  readonly ConnectionMode?: "direct" | "tenant-only";
  readonly ContinuousDeploymentPolicyId?: string;
  readonly CustomErrorResponses?: readonly (T850_CustomErrorResponse)[];
  readonly CustomOrigin?: T843_LegacyCustomOrigin;
  readonly DefaultCacheBehavior?: T845_DefaultCacheBehavior;
  readonly DefaultRootObject?: string;
  readonly Enabled?: boolean;
  readonly HttpVersion?: string;
  readonly IPV6Enabled?: boolean;
  readonly Logging?: T836_Logging;
  readonly OriginGroups?: T851_OriginGroups;
  readonly Origins?: readonly (T837_Origin)[];
  readonly PriceClass?: string;
  readonly Restrictions?: T857_Restrictions;
  readonly S3Origin?: T844_LegacyS3Origin;
  readonly Staging?: boolean;
  readonly TenantConfig?: T8336_TenantConfig;
  readonly ViewerCertificate?: T842_ViewerCertificate;
  readonly ViewerMtlsConfig?: T8341_ViewerMtlsConfig;
  readonly WebACLId?: string;
}
interface T859_CacheBehavior {
  readonly AllowedMethods?: readonly (string)[];
  readonly CachePolicyId?: string;
  readonly CachedMethods?: readonly (string)[];
  readonly Compress?: boolean;
  readonly DefaultTTL?: number;
  readonly FieldLevelEncryptionId?: string;
  readonly ForwardedValues?: T848_ForwardedValues;
  readonly FunctionAssociations?: readonly (T846_FunctionAssociation)[];
  readonly GrpcConfig?: T8332_GrpcConfig;
  readonly LambdaFunctionAssociations?: readonly (T847_LambdaFunctionAssociation)[];
  readonly MaxTTL?: number;
  readonly MinTTL?: number;
  readonly OriginRequestPolicyId?: string;
  readonly PathPattern?: string;
  readonly RealtimeLogConfigArn?: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly SmoothStreaming?: boolean;
  readonly TargetOriginId?: string;
  readonly TrustedKeyGroups?: readonly (string)[];
  readonly TrustedSigners?: readonly (string)[];
  readonly ViewerProtocolPolicy?: string;
}
interface T848_ForwardedValues {
  readonly Cookies?: T849_Cookies;
  readonly Headers?: readonly (string)[];
  readonly QueryString?: boolean;
  readonly QueryStringCacheKeys?: readonly (string)[];
}
interface T849_Cookies {
  readonly Forward?: string;
  readonly WhitelistedNames?: readonly (string)[];
}
interface T846_FunctionAssociation {
  readonly EventType?: string;
  readonly FunctionARN?: string;
}
interface T8332_GrpcConfig {
  readonly Enabled?: boolean;
}
interface T847_LambdaFunctionAssociation {
  readonly EventType?: string;
  readonly IncludeBody?: boolean;
  readonly LambdaFunctionARN?: string;
}
interface T8340_CacheTagConfig {
  readonly HeaderName?: string;
}
interface T8333_ConnectionFunctionAssociation {
  readonly Id?: string;
}
interface T850_CustomErrorResponse {
  readonly ErrorCachingMinTTL?: number;
  readonly ErrorCode?: number;
  readonly ResponseCode?: number;
  readonly ResponsePagePath?: string;
}
interface T843_LegacyCustomOrigin {
  readonly DNSName?: string;
  readonly HTTPPort?: number;
  readonly HTTPSPort?: number;
  readonly OriginProtocolPolicy?: string;
  readonly OriginSSLProtocols?: readonly (string)[];
}
interface T845_DefaultCacheBehavior {
  readonly AllowedMethods?: readonly (string)[];
  readonly CachePolicyId?: string;
  readonly CachedMethods?: readonly (string)[];
  readonly Compress?: boolean;
  readonly DefaultTTL?: number;
  readonly FieldLevelEncryptionId?: string;
  readonly ForwardedValues?: T848_ForwardedValues;
  readonly FunctionAssociations?: readonly (T846_FunctionAssociation)[];
  readonly GrpcConfig?: T8332_GrpcConfig;
  readonly LambdaFunctionAssociations?: readonly (T847_LambdaFunctionAssociation)[];
  readonly MaxTTL?: number;
  readonly MinTTL?: number;
  readonly OriginRequestPolicyId?: string;
  readonly RealtimeLogConfigArn?: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly SmoothStreaming?: boolean;
  readonly TargetOriginId?: string;
  readonly TrustedKeyGroups?: readonly (string)[];
  readonly TrustedSigners?: readonly (string)[];
  readonly ViewerProtocolPolicy?: string;
}
interface T836_Logging {
  readonly Bucket?: string;
  readonly IncludeCookies?: boolean;
  readonly Prefix?: string;
}
interface T851_OriginGroups {
  readonly Items?: readonly (T852_OriginGroup)[];
  readonly Quantity?: number;
}
interface T852_OriginGroup {
  readonly FailoverCriteria?: T853_OriginGroupFailoverCriteria;
  readonly Id?: string;
  readonly Members?: T855_OriginGroupMembers;
  readonly SelectionCriteria?: "default" | "media-quality-based";
}
interface T853_OriginGroupFailoverCriteria {
  readonly StatusCodes?: T854_StatusCodes;
}
interface T854_StatusCodes {
  readonly Items?: readonly (number)[];
  readonly Quantity?: number;
}
interface T855_OriginGroupMembers {
  readonly Items?: readonly (T856_OriginGroupMember)[];
  readonly Quantity?: number;
}
interface T856_OriginGroupMember {
  readonly OriginId?: string;
}
interface T837_Origin {
  readonly ConnectionAttempts?: number;
  readonly ConnectionTimeout?: number;
  readonly CustomOriginConfig?: T841_CustomOriginConfig;
  readonly DomainName?: string;
  readonly Id?: string;
  readonly OriginAccessControlId?: string;
  readonly OriginCustomHeaders?: readonly (T838_OriginCustomHeader)[];
  readonly OriginPath?: string;
  readonly OriginShield?: T839_OriginShield;
  readonly ResponseCompletionTimeout?: number;
  readonly S3OriginConfig?: T840_S3OriginConfig;
  readonly VpcOriginConfig?: T8335_VpcOriginConfig;
}
interface T841_CustomOriginConfig {
  readonly HTTPPort?: number;
  readonly HTTPSPort?: number;
  readonly IpAddressType?: "ipv4" | "ipv6" | "dualstack";
  readonly OriginKeepaliveTimeout?: number;
  readonly OriginMtlsConfig?: T8334_OriginMtlsConfig;
  readonly OriginProtocolPolicy?: string;
  readonly OriginReadTimeout?: number;
  readonly OriginSSLProtocols?: readonly (string)[];
}
interface T8334_OriginMtlsConfig {
  readonly ClientCertificateArn?: string;
}
interface T838_OriginCustomHeader {
  readonly HeaderName?: string;
  readonly HeaderValue?: string;
}
interface T839_OriginShield {
  readonly Enabled?: boolean;
  readonly OriginShieldRegion?: string;
}
interface T840_S3OriginConfig {
  readonly OriginAccessIdentity?: string;
  readonly OriginReadTimeout?: number;
}
interface T8335_VpcOriginConfig {
  readonly OriginKeepaliveTimeout?: number;
  readonly OriginReadTimeout?: number;
  readonly OwnerAccountId?: string;
  readonly VpcOriginId?: string;
}
interface T857_Restrictions {
  readonly GeoRestriction?: T858_GeoRestriction;
}
interface T858_GeoRestriction {
  readonly Locations?: readonly (string)[];
  readonly RestrictionType?: string;
}
interface T844_LegacyS3Origin {
  readonly DNSName?: string;
  readonly OriginAccessIdentity?: string;
}
interface T8336_TenantConfig {
  readonly ParameterDefinitions?: readonly (T8337_ParameterDefinition)[];
}
interface T8337_ParameterDefinition {
  readonly Definition?: T8338_Definition;
  readonly Name?: string;
}
interface T8338_Definition {
  readonly StringSchema?: T8339_StringSchema;
}
interface T8339_StringSchema {
  readonly Comment?: string;
  readonly DefaultValue?: string;
  readonly Required?: boolean;
}
interface T842_ViewerCertificate {
  readonly AcmCertificateArn?: string;
  readonly CloudFrontDefaultCertificate?: boolean;
  readonly IamCertificateId?: string;
  readonly MinimumProtocolVersion?: string;
  readonly SslSupportMethod?: string;
}
interface T8341_ViewerMtlsConfig {
  readonly Mode?: "required" | "optional" | "passthrough";
  readonly TrustStoreConfig?: T8342_TrustStoreConfig;
}
interface T8342_TrustStoreConfig {
  readonly AdvertiseTrustStoreCaNames?: boolean;
  readonly IgnoreCertificateExpiry?: boolean;
  readonly TrustStoreId?: string;
}
interface T951_Artifacts {
  readonly ArtifactIdentifier?: string;
  readonly EncryptionDisabled?: boolean;
  readonly Location?: string;
  readonly Name?: string;
  readonly NamespaceType?: string;
  readonly OverrideArtifactName?: boolean;
  readonly Packaging?: string;
  readonly Path?: string;
  readonly Type?: string;
}
interface T960_ProjectBuildBatchConfig {
  readonly BatchReportMode?: string;
  readonly CombineArtifacts?: boolean;
  readonly Restrictions?: T961_BatchRestrictions;
  readonly ServiceRole?: string;
  readonly TimeoutInMins?: number;
}
interface T961_BatchRestrictions {
  readonly ComputeTypesAllowed?: readonly (string)[];
  readonly MaximumBuildsAllowed?: number;
}
interface T962_ProjectCache {
  readonly CacheNamespace?: string;
  readonly Location?: string;
  readonly Modes?: readonly (string)[];
  readonly Type?: string;
}
interface T956_Environment {
  readonly Certificate?: string;
  readonly ComputeType?: string;
  readonly DockerServer?: T8402_DockerServer;
  readonly EnvironmentVariables?: readonly (T957_EnvironmentVariable)[];
  readonly Fleet?: T8401_ProjectFleet;
  readonly HostKernel?: string;
  readonly Image?: string;
  readonly ImagePullCredentialsType?: string;
  readonly PrivilegedMode?: boolean;
  readonly RegistryCredential?: T958_RegistryCredential;
  readonly Type?: string;
}
interface T8402_DockerServer {
  readonly ComputeType?: string;
  readonly SecurityGroupIds?: readonly (string)[];
}
interface T957_EnvironmentVariable {
  readonly Name?: string;
  readonly Type?: string;
  readonly Value?: string;
}
interface T8401_ProjectFleet {
  readonly FleetArn?: string;
}
interface T958_RegistryCredential {
  readonly Credential?: string;
  readonly CredentialProvider?: string;
}
interface T955_ProjectFileSystemLocation {
  readonly Identifier?: string;
  readonly Location?: string;
  readonly MountOptions?: string;
  readonly MountPoint?: string;
  readonly Type?: string;
}
interface T952_LogsConfig {
  readonly CloudWatchLogs?: T953_CloudWatchLogsConfig;
  readonly S3Logs?: T954_S3LogsConfig;
}
interface T953_CloudWatchLogsConfig {
  readonly GroupName?: string;
  readonly Status?: string;
  readonly StreamName?: string;
}
interface T954_S3LogsConfig {
  readonly EncryptionDisabled?: boolean;
  readonly Location?: string;
  readonly Status?: string;
}
interface T959_ProjectSourceVersion {
  readonly SourceIdentifier?: string;
  readonly SourceVersion?: string;
}
interface T945_Source {
  readonly Auth?: T946_SourceAuth;
  readonly BuildSpec?: string;
  readonly BuildStatusConfig?: T947_BuildStatusConfig;
  readonly GitCloneDepth?: number;
  readonly GitSubmodulesConfig?: T948_GitSubmodulesConfig;
  readonly InsecureSsl?: boolean;
  readonly Location?: string;
  readonly ReportBuildStatus?: boolean;
  readonly SourceIdentifier?: string;
  readonly Type?: string;
}
interface T946_SourceAuth {
  readonly Resource?: string;
  readonly Type?: string;
}
interface T947_BuildStatusConfig {
  readonly Context?: string;
  readonly TargetUrl?: string;
}
interface T948_GitSubmodulesConfig {
  readonly FetchSubmodules?: boolean;
}
interface T949_ProjectTriggers {
  readonly BuildType?: string;
  readonly FilterGroups?: readonly (readonly (T950_WebhookFilter)[])[];
  readonly PullRequestBuildPolicy?: T8400_PullRequestBuildPolicy;
  readonly ScopeConfiguration?: T8399_ScopeConfiguration;
  readonly Webhook?: boolean;
}
interface T950_WebhookFilter {
  readonly ExcludeMatchedPattern?: boolean;
  readonly Pattern?: string;
  readonly Type?: string;
}
interface T8400_PullRequestBuildPolicy {
  readonly ApproverRoles?: readonly (string)[];
  readonly RequiresCommentApproval?: string;
}
interface T8399_ScopeConfiguration {
  readonly Domain?: string;
  readonly Name?: string;
  readonly Scope?: string;
}
interface T944_VpcConfig {
  readonly SecurityGroupIds?: readonly (string)[];
  readonly Subnets?: readonly (string)[];
  readonly VpcId?: string;
}
interface T1042_CognitoIdentityProvider {
  readonly ClientId?: string;
  readonly ProviderName?: string;
  readonly ServerSideTokenCheck?: boolean;
}
interface T1043_CognitoStreams {
  readonly RoleArn?: string;
  readonly StreamName?: string;
  readonly StreamingStatus?: string;
}
interface T1041_PushSync {
  readonly ApplicationArns?: readonly (string)[];
  readonly RoleArn?: string;
}
interface T1067_AccountRecoverySetting {
  readonly RecoveryMechanisms?: readonly (T1068_RecoveryOption)[];
}
interface T1068_RecoveryOption {
  readonly Name?: string;
  readonly Priority?: number;
}
interface T1056_AdminCreateUserConfig {
  readonly AllowAdminCreateUserOnly?: boolean;
  readonly InviteMessageTemplate?: T1057_InviteMessageTemplate;
  readonly UnusedAccountValidityDays?: number;
}
interface T1057_InviteMessageTemplate {
  readonly EmailMessage?: string;
  readonly EmailSubject?: string;
  readonly SMSMessage?: string;
}
interface T1066_DeviceConfiguration {
  readonly ChallengeRequiredOnNewDevice?: boolean;
  readonly DeviceOnlyRememberedOnUserPrompt?: boolean;
}
interface T1061_EmailConfiguration {
  readonly ConfigurationSet?: string;
  readonly EmailSendingAccount?: string;
  readonly From?: string;
  readonly ReplyToEmailAddress?: string;
  readonly SourceArn?: string;
}
interface T8441_IssuerConfiguration {
  readonly Type?: "ORIGINAL" | "UPDATED";
}
interface T8439_KeyConfiguration {
  readonly KeyType?: "AWS_OWNED_KEY" | "CUSTOMER_MANAGED_KEY";
  readonly KmsKeyArn?: string;
}
interface T1063_LambdaConfig {
  readonly CreateAuthChallenge?: string;
  readonly CustomEmailSender?: T1065_CustomEmailSender;
  readonly CustomMessage?: string;
  readonly CustomSMSSender?: T1064_CustomSMSSender;
  readonly DefineAuthChallenge?: string;
  readonly InboundFederation?: T8437_InboundFederation;
  readonly KMSKeyID?: string;
  readonly PostAuthentication?: string;
  readonly PostConfirmation?: string;
  readonly PreAuthentication?: string;
  readonly PreSignUp?: string;
  readonly PreTokenGeneration?: string;
  readonly PreTokenGenerationConfig?: T8436_PreTokenGenerationConfig;
  readonly UserMigration?: string;
  readonly VerifyAuthChallengeResponse?: string;
}
interface T1065_CustomEmailSender {
  readonly LambdaArn?: string;
  readonly LambdaVersion?: string;
}
interface T1064_CustomSMSSender {
  readonly LambdaArn?: string;
  readonly LambdaVersion?: string;
}
interface T8437_InboundFederation {
  readonly LambdaArn?: string;
  readonly LambdaVersion?: string;
}
interface T8436_PreTokenGenerationConfig {
  readonly LambdaArn?: string;
  readonly LambdaVersion?: string;
}
interface T1050_Policies {
  readonly PasswordPolicy?: T1051_PasswordPolicy;
  readonly SignInPolicy?: T8435_SignInPolicy;
}
interface T1051_PasswordPolicy {
  readonly MinimumLength?: number;
  readonly PasswordHistorySize?: number;
  readonly RequireLowercase?: boolean;
  readonly RequireNumbers?: boolean;
  readonly RequireSymbols?: boolean;
  readonly RequireUppercase?: boolean;
  readonly TemporaryPasswordValidityDays?: number;
}
interface T8435_SignInPolicy {
  readonly AllowedFirstAuthFactors?: readonly (string)[];
}
interface T1053_SchemaAttribute {
  readonly AttributeDataType?: string;
  readonly DeveloperOnlyAttribute?: boolean;
  readonly Mutable?: boolean;
  readonly Name?: string;
  readonly NumberAttributeConstraints?: T1055_NumberAttributeConstraints;
  readonly Required?: boolean;
  readonly StringAttributeConstraints?: T1054_StringAttributeConstraints;
}
interface T1055_NumberAttributeConstraints {
  readonly MaxValue?: string;
  readonly MinValue?: string;
}
interface T1054_StringAttributeConstraints {
  readonly MaxLength?: string;
  readonly MinLength?: string;
}
interface T1062_SmsConfiguration {
  readonly EumsSms?: T8438_EumsSmsConfiguration;
  readonly ExternalId?: string;
  readonly SnsCallerArn?: string;
  readonly SnsRegion?: string;
}
interface T8438_EumsSmsConfiguration {
  readonly CallerArn?: string;
  readonly ConfigurationSetName?: string;
  readonly ExternalId?: string;
  readonly InEntityId?: string;
  readonly InTemplateId?: string;
  readonly OriginationIdentity?: string;
  readonly Region?: string;
}
interface T1060_UserAttributeUpdateSettings {
  readonly AttributesRequireVerificationBeforeUpdate?: readonly (string)[];
}
interface T1059_UserPoolAddOns {
  readonly AdvancedSecurityAdditionalFlows?: T8440_AdvancedSecurityAdditionalFlows;
  readonly AdvancedSecurityMode?: string;
}
interface T8440_AdvancedSecurityAdditionalFlows {
  readonly CustomAuthMode?: string;
}
interface T1058_UsernameConfiguration {
  readonly CaseSensitive?: boolean;
}
interface T1052_VerificationMessageTemplate {
  readonly DefaultEmailOption?: string;
  readonly EmailMessage?: string;
  readonly EmailMessageByLink?: string;
  readonly EmailSubject?: string;
  readonly EmailSubjectByLink?: string;
  readonly SmsMessage?: string;
}
interface T1070_AnalyticsConfiguration {
  readonly ApplicationArn?: string;
  readonly ApplicationId?: string;
  readonly ExternalId?: string;
  readonly RoleArn?: string;
  readonly UserDataShared?: boolean;
}
interface T8442_RefreshTokenRotation {
  readonly Feature?: "ENABLED" | "DISABLED";
  readonly RetryGracePeriodSeconds?: number;
}
interface T1071_TokenValidityUnits {
  readonly AccessToken?: string;
  readonly IdToken?: string;
  readonly RefreshToken?: string;
}
interface T1077_ResourceServerScopeType {
  readonly ScopeDescription?: string;
  readonly ScopeName?: string;
}
interface T1255_SSESpecification {
  readonly SSEEnabled?: boolean;
}
interface T1438_AttributeDefinition {
  readonly AttributeName?: string;
  readonly AttributeType?: string;
}
interface T1440_GlobalSecondaryIndex {
  readonly IndexName?: string;
  readonly KeySchema?: readonly (T1442_KeySchema)[];
  readonly Projection?: T1441_Projection;
  readonly ReadOnDemandThroughputSettings?: T8999_ReadOnDemandThroughputSettings;
  readonly ReadProvisionedThroughputSettings?: T9002_GlobalReadProvisionedThroughputSettings;
  readonly WarmThroughput?: T8993_WarmThroughput;
  readonly WriteOnDemandThroughputSettings?: T9000_WriteOnDemandThroughputSettings;
  readonly WriteProvisionedThroughputSettings?: T1443_WriteProvisionedThroughputSettings;
}
interface T1442_KeySchema {
  readonly AttributeName?: string;
  readonly KeyType?: string;
}
interface T1441_Projection {
  readonly NonKeyAttributes?: readonly (string)[];
  readonly ProjectionType?: string;
}
interface T8999_ReadOnDemandThroughputSettings {
  readonly MaxReadRequestUnits?: number;
}
interface T9002_GlobalReadProvisionedThroughputSettings {
  readonly ReadCapacityUnits?: number;
}
interface T8993_WarmThroughput {
  readonly ReadUnitsPerSecond?: number;
  readonly WriteUnitsPerSecond?: number;
}
interface T9000_WriteOnDemandThroughputSettings {
  readonly MaxWriteRequestUnits?: number;
}
interface T1443_WriteProvisionedThroughputSettings {
  readonly WriteCapacityAutoScalingSettings?: T1444_CapacityAutoScalingSettings;
}
interface T1444_CapacityAutoScalingSettings {
  readonly MaxCapacity?: number;
  readonly MinCapacity?: number;
  readonly SeedCapacity?: number;
  readonly TargetTrackingScalingPolicyConfiguration?: T1445_TargetTrackingScalingPolicyConfiguration;
}
interface T1445_TargetTrackingScalingPolicyConfiguration {
  readonly DisableScaleIn?: boolean;
  readonly ScaleInCooldown?: number;
  readonly ScaleOutCooldown?: number;
  readonly TargetValue?: number;
}
interface T9001_GlobalTableWitness {
  readonly Region?: string;
}
interface T1446_LocalSecondaryIndex {
  readonly IndexName?: string;
  readonly KeySchema?: readonly (T1442_KeySchema)[];
  readonly Projection?: T1441_Projection;
}
interface T1447_ReplicaSpecification {
  readonly ContributorInsightsSpecification?: T1450_ContributorInsightsSpecification;
  readonly DeletionProtectionEnabled?: boolean;
  readonly GlobalSecondaryIndexes?: readonly (T1451_ReplicaGlobalSecondaryIndexSpecification)[];
  readonly GlobalTableSettingsReplicationMode?: "ENABLED" | "DISABLED";
  readonly KinesisStreamSpecification?: T1449_KinesisStreamSpecification;
  readonly PointInTimeRecoverySpecification?: T1453_PointInTimeRecoverySpecification;
  readonly ReadOnDemandThroughputSettings?: T8999_ReadOnDemandThroughputSettings;
  readonly ReadProvisionedThroughputSettings?: T1452_ReadProvisionedThroughputSettings;
  readonly Region?: string;
  readonly ReplicaStreamSpecification?: T8997_ReplicaStreamSpecification;
  readonly ResourcePolicy?: T8998_ResourcePolicy;
  readonly SSESpecification?: T1448_ReplicaSSESpecification;
  readonly TableClass?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}
interface T1450_ContributorInsightsSpecification {
  readonly Enabled?: boolean;
  readonly Mode?: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
}
interface T1451_ReplicaGlobalSecondaryIndexSpecification {
  readonly ContributorInsightsSpecification?: T1450_ContributorInsightsSpecification;
  readonly IndexName?: string;
  readonly ReadOnDemandThroughputSettings?: T8999_ReadOnDemandThroughputSettings;
  readonly ReadProvisionedThroughputSettings?: T1452_ReadProvisionedThroughputSettings;
}
interface T1452_ReadProvisionedThroughputSettings {
  readonly ReadCapacityAutoScalingSettings?: T1444_CapacityAutoScalingSettings;
  readonly ReadCapacityUnits?: number;
}
interface T1449_KinesisStreamSpecification {
  readonly ApproximateCreationDateTimePrecision?: "MICROSECOND" | "MILLISECOND";
  readonly StreamArn?: string;
}
interface T1453_PointInTimeRecoverySpecification {
  readonly PointInTimeRecoveryEnabled?: boolean;
  readonly RecoveryPeriodInDays?: number;
}
interface T8997_ReplicaStreamSpecification {
  readonly ResourcePolicy?: T8998_ResourcePolicy;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}
interface T8998_ResourcePolicy {
  readonly PolicyDocument?: Json;
}
interface T1448_ReplicaSSESpecification {
  readonly KMSMasterKeyId?: string;
}
interface T1437_SSESpecification {
  readonly SSEEnabled?: boolean;
  readonly SSEType?: string;
}
interface T1439_StreamSpecification {
  readonly StreamViewType?: string;
}
interface T1454_TimeToLiveSpecification {
  readonly AttributeName?: string;
  readonly Enabled?: boolean;
}
interface T8994_VectorIndex {
  readonly Dimensions?: number;
  readonly DistanceFunction?: "COSINE" | "DOT_PRODUCT" | "EUCLIDEAN";
  readonly IndexName?: string;
  readonly Projection?: T1441_Projection;
  readonly SearchSchema?: readonly (T8996_SearchSchemaElement)[];
  readonly VectorAttribute?: T8995_VectorAttribute;
}
interface T8996_SearchSchemaElement {
  readonly AttributeName?: string;
  readonly SearchSchemaElementType?: "HASH" | "INLINE_FILTER";
}
interface T8995_VectorAttribute {
  readonly AttributeName?: string;
}
interface T1466_AttributeDefinition {
  readonly AttributeName?: string;
  readonly AttributeType?: string;
}
interface T1459_ContributorInsightsSpecification {
  readonly Enabled?: boolean;
  readonly Mode?: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
}
interface T1467_GlobalSecondaryIndex {
  readonly ContributorInsightsSpecification?: T1459_ContributorInsightsSpecification;
  readonly IndexName?: string;
  readonly KeySchema?: readonly (T1469_KeySchema)[];
  readonly OnDemandThroughput?: T9003_OnDemandThroughput;
  readonly Projection?: T1468_Projection;
  readonly ProvisionedThroughput?: T1465_ProvisionedThroughput;
  readonly WarmThroughput?: T9005_WarmThroughput;
}
interface T1469_KeySchema {
  readonly AttributeName?: string;
  readonly KeyType?: string;
}
interface T9003_OnDemandThroughput {
  readonly MaxReadRequestUnits?: number;
  readonly MaxWriteRequestUnits?: number;
}
interface T1468_Projection {
  readonly NonKeyAttributes?: readonly (string)[];
  readonly ProjectionType?: string;
}
interface T1465_ProvisionedThroughput {
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
}
interface T9005_WarmThroughput {
  readonly ReadUnitsPerSecond?: number;
  readonly WriteUnitsPerSecond?: number;
}
interface T1460_ImportSourceSpecification {
  readonly InputCompressionType?: string;
  readonly InputFormat?: string;
  readonly InputFormatOptions?: T1462_InputFormatOptions;
  readonly S3BucketSource?: T1461_S3BucketSource;
}
interface T1462_InputFormatOptions {
  readonly Csv?: T1463_Csv;
}
interface T1463_Csv {
  readonly Delimiter?: string;
  readonly HeaderList?: readonly (string)[];
}
interface T1461_S3BucketSource {
  readonly S3Bucket?: string;
  readonly S3BucketOwner?: string;
  readonly S3KeyPrefix?: string;
}
interface T1457_KinesisStreamSpecification {
  readonly ApproximateCreationDateTimePrecision?: "MICROSECOND" | "MILLISECOND";
  readonly StreamArn?: string;
}
interface T1470_LocalSecondaryIndex {
  readonly IndexName?: string;
  readonly KeySchema?: readonly (T1469_KeySchema)[];
  readonly Projection?: T1468_Projection;
}
interface T1464_PointInTimeRecoverySpecification {
  readonly PointInTimeRecoveryEnabled?: boolean;
  readonly RecoveryPeriodInDays?: number;
}
interface T9004_ResourcePolicy {
  readonly PolicyDocument?: Json;
}
interface T1456_SSESpecification {
  readonly KMSMasterKeyId?: string;
  readonly SSEEnabled?: boolean;
  readonly SSEType?: string;
}
interface T1458_StreamSpecification {
  readonly ResourcePolicy?: T9004_ResourcePolicy;
  readonly StreamViewType?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
}
interface T1471_TimeToLiveSpecification {
  readonly AttributeName?: string;
  readonly Enabled?: boolean;
}
interface T9006_VectorIndex {
  readonly Dimensions?: number;
  readonly DistanceFunction?: "COSINE" | "DOT_PRODUCT" | "EUCLIDEAN";
  readonly IndexName?: string;
  readonly Projection?: T1468_Projection;
  readonly SearchSchema?: readonly (T9008_SearchSchemaElement)[];
  readonly VectorAttribute?: T9007_VectorAttribute;
}
interface T9008_SearchSchemaElement {
  readonly AttributeName?: string;
  readonly SearchSchemaElementType?: "HASH" | "INLINE_FILTER";
}
interface T9007_VectorAttribute {
  readonly AttributeName?: string;
}
interface T2051_AuthParameters {
  readonly ApiKeyAuthParameters?: T2055_ApiKeyAuthParameters;
  readonly BasicAuthParameters?: T2054_BasicAuthParameters;
  readonly ConnectivityParameters?: T9377_ConnectivityParameters;
  readonly InvocationHttpParameters?: T2052_ConnectionHttpParameters;
  readonly OAuthParameters?: T2056_OAuthParameters;
}
interface T2055_ApiKeyAuthParameters {
  readonly ApiKeyName?: string;
  readonly ApiKeyValue?: string;
}
interface T2054_BasicAuthParameters {
  readonly Password?: string;
  readonly Username?: string;
}
interface T9377_ConnectivityParameters {
  readonly ResourceParameters?: T9378_ResourceParameters;
}
interface T9378_ResourceParameters {
  readonly ResourceAssociationArn?: string;
  readonly ResourceConfigurationArn?: string;
}
interface T2052_ConnectionHttpParameters {
  readonly BodyParameters?: readonly (T2053_Parameter)[];
  readonly HeaderParameters?: readonly (T2053_Parameter)[];
  readonly QueryStringParameters?: readonly (T2053_Parameter)[];
}
interface T2053_Parameter {
  readonly IsValueSecret?: boolean;
  readonly Key?: string;
  readonly Value?: string;
}
interface T2056_OAuthParameters {
  readonly AuthorizationEndpoint?: string;
  readonly ClientParameters?: T2057_ClientParameters;
  readonly HttpMethod?: "GET" | "POST" | "PUT";
  readonly OAuthHttpParameters?: T2052_ConnectionHttpParameters;
}
interface T2057_ClientParameters {
  readonly ClientID?: string;
  readonly ClientSecret?: string;
}
interface T9379_InvocationConnectivityParameters {
  readonly ResourceParameters?: T9378_ResourceParameters;
}
interface T9380_DeadLetterConfig {
  readonly Arn?: string;
}
interface T9381_LogConfig {
  readonly IncludeDetail?: "FULL" | "NONE";
  readonly Level?: "INFO" | "ERROR" | "TRACE" | "OFF";
}
interface T2068_Condition {
  readonly Key?: string;
  readonly Type?: string;
  readonly Value?: string;
}
interface T2070_Target {
  readonly AppSyncParameters?: T9382_AppSyncParameters;
  readonly Arn?: string;
  readonly BatchParameters?: T2071_BatchParameters;
  readonly DeadLetterConfig?: T2074_DeadLetterConfig;
  readonly EcsParameters?: T2075_EcsParameters;
  readonly HttpParameters?: T2081_HttpParameters;
  readonly Id?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: T2082_InputTransformer;
  readonly KinesisParameters?: T2083_KinesisParameters;
  readonly RedshiftDataParameters?: T2084_RedshiftDataParameters;
  readonly RetryPolicy?: T2085_RetryPolicy;
  readonly RoleArn?: string;
  readonly RunCommandParameters?: T2086_RunCommandParameters;
  readonly SageMakerPipelineParameters?: T2088_SageMakerPipelineParameters;
  readonly SqsParameters?: T2090_SqsParameters;
}
interface T9382_AppSyncParameters {
  readonly GraphQLOperation?: string;
}
interface T2071_BatchParameters {
  readonly ArrayProperties?: T2072_BatchArrayProperties;
  readonly JobDefinition?: string;
  readonly JobName?: string;
  readonly RetryStrategy?: T2073_BatchRetryStrategy;
}
interface T2072_BatchArrayProperties {
  readonly Size?: number;
}
interface T2073_BatchRetryStrategy {
  readonly Attempts?: number;
}
interface T2074_DeadLetterConfig {
  readonly Arn?: string;
}
interface T2075_EcsParameters {
  readonly CapacityProviderStrategy?: readonly (T2076_CapacityProviderStrategyItem)[];
  readonly EnableECSManagedTags?: boolean;
  readonly EnableExecuteCommand?: boolean;
  readonly Group?: string;
  readonly LaunchType?: string;
  readonly NetworkConfiguration?: T2077_NetworkConfiguration;
  readonly PlacementConstraints?: readonly (T2079_PlacementConstraint)[];
  readonly PlacementStrategies?: readonly (T2080_PlacementStrategy)[];
  readonly PlatformVersion?: string;
  readonly PropagateTags?: string;
  readonly ReferenceId?: string;
  readonly TagList?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly TaskCount?: number;
  readonly TaskDefinitionArn?: string;
}
interface T2076_CapacityProviderStrategyItem {
  readonly Base?: number;
  readonly CapacityProvider?: string;
  readonly Weight?: number;
}
interface T2077_NetworkConfiguration {
  readonly AwsVpcConfiguration?: T2078_AwsVpcConfiguration;
}
interface T2078_AwsVpcConfiguration {
  readonly AssignPublicIp?: string;
  readonly SecurityGroups?: readonly (string)[];
  readonly Subnets?: readonly (string)[];
}
interface T2079_PlacementConstraint {
  readonly Expression?: string;
  readonly Type?: string;
}
interface T2080_PlacementStrategy {
  readonly Field?: string;
  readonly Type?: string;
}
interface T2081_HttpParameters {
  readonly HeaderParameters?: Readonly<Record<string, string>>;
  readonly PathParameterValues?: readonly (string)[];
  readonly QueryStringParameters?: Readonly<Record<string, string>>;
}
interface T2082_InputTransformer {
  readonly InputPathsMap?: Readonly<Record<string, string>>;
  readonly InputTemplate?: string;
}
interface T2083_KinesisParameters {
  readonly PartitionKeyPath?: string;
}
interface T2084_RedshiftDataParameters {
  readonly Database?: string;
  readonly DbUser?: string;
  readonly SecretManagerArn?: string;
  readonly Sql?: string;
  readonly Sqls?: readonly (string)[];
  readonly StatementName?: string;
  readonly WithEvent?: boolean;
}
interface T2085_RetryPolicy {
  readonly MaximumEventAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
}
interface T2086_RunCommandParameters {
  readonly RunCommandTargets?: readonly (T2087_RunCommandTarget)[];
}
interface T2087_RunCommandTarget {
  readonly Key?: string;
  readonly Values?: readonly (string)[];
}
interface T2088_SageMakerPipelineParameters {
  readonly PipelineParameterList?: readonly (T2089_SageMakerPipelineParameter)[];
}
interface T2089_SageMakerPipelineParameter {
  readonly Name?: string;
  readonly Value?: string;
}
interface T2090_SqsParameters {
  readonly MessageGroupId?: string;
}
interface T2487_Policy {
  readonly PolicyDocument?: Json;
  readonly PolicyName?: string;
}
interface T3011_StreamEncryption {
  readonly EncryptionType?: "KMS";
  readonly KeyId?: string;
}
interface T3010_StreamModeDetails {
  readonly StreamMode?: "ON_DEMAND" | "PROVISIONED";
}
interface T3139_AmazonOpenSearchServerlessDestinationConfiguration {
  readonly BufferingHints?: T3140_AmazonOpenSearchServerlessBufferingHints;
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly CollectionEndpoint?: string;
  readonly IndexName?: string;
  readonly ProcessingConfiguration?: T3111_ProcessingConfiguration;
  readonly RetryOptions?: T3141_AmazonOpenSearchServerlessRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDocumentsOnly" | "AllDocuments";
  readonly S3Configuration?: T3104_S3DestinationConfiguration;
  readonly VpcConfiguration?: T3122_VpcConfiguration;
}
interface T3140_AmazonOpenSearchServerlessBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}
interface T3108_CloudWatchLoggingOptions {
  readonly Enabled?: boolean;
  readonly LogGroupName?: string;
  readonly LogStreamName?: string;
}
interface T3111_ProcessingConfiguration {
  readonly Enabled?: boolean;
  readonly Processors?: readonly (T3112_Processor)[];
}
interface T3112_Processor {
  readonly Parameters?: readonly (T3113_ProcessorParameter)[];
  readonly Type?: "RecordDeAggregation" | "Decompression" | "CloudWatchLogProcessing" | "Lambda" | "MetadataExtraction" | "AppendDelimiterToRecord";
}
interface T3113_ProcessorParameter {
  readonly ParameterName?: string;
  readonly ParameterValue?: string;
}
interface T3141_AmazonOpenSearchServerlessRetryOptions {
  readonly DurationInSeconds?: number;
}
interface T3104_S3DestinationConfiguration {
  readonly BucketARN?: string;
  readonly BufferingHints?: T3105_BufferingHints;
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly CompressionFormat?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  readonly EncryptionConfiguration?: T3106_EncryptionConfiguration;
  readonly ErrorOutputPrefix?: string;
  readonly Prefix?: string;
  readonly RoleARN?: string;
}
interface T3105_BufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}
interface T3106_EncryptionConfiguration {
  readonly KMSEncryptionConfig?: T3107_KMSEncryptionConfig;
  readonly NoEncryptionConfig?: "NoEncryption";
}
interface T3107_KMSEncryptionConfig {
  readonly AWSKMSKeyARN?: string;
}
interface T3122_VpcConfiguration {
  readonly RoleARN?: string;
  readonly SecurityGroupIds?: readonly (string)[];
  readonly SubnetIds?: readonly (string)[];
}
interface T3118_AmazonopensearchserviceDestinationConfiguration {
  readonly BufferingHints?: T3120_AmazonopensearchserviceBufferingHints;
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly ClusterEndpoint?: string;
  readonly DocumentIdOptions?: T3119_DocumentIdOptions;
  readonly DomainARN?: string;
  readonly IndexName?: string;
  readonly IndexRotationPeriod?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  readonly ProcessingConfiguration?: T3111_ProcessingConfiguration;
  readonly RetryOptions?: T3121_AmazonopensearchserviceRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDocumentsOnly" | "AllDocuments";
  readonly S3Configuration?: T3104_S3DestinationConfiguration;
  readonly TypeName?: string;
  readonly VpcConfiguration?: T3122_VpcConfiguration;
}
interface T3120_AmazonopensearchserviceBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}
interface T3119_DocumentIdOptions {
  readonly DefaultDocumentIdFormat?: "FIREHOSE_DEFAULT" | "NO_DOCUMENT_ID";
}
interface T3121_AmazonopensearchserviceRetryOptions {
  readonly DurationInSeconds?: number;
}
interface T9837_DatabaseSourceConfiguration {
  readonly Columns?: T9838_DatabaseColumns;
  readonly DatabaseSourceAuthenticationConfiguration?: T9840_DatabaseSourceAuthenticationConfiguration;
  readonly DatabaseSourceVPCConfiguration?: T9842_DatabaseSourceVPCConfiguration;
  readonly Databases?: T9839_Databases;
  readonly Digest?: string;
  readonly Endpoint?: string;
  readonly Port?: number;
  readonly PublicCertificate?: string;
  readonly SSLMode?: "Disabled" | "Enabled";
  readonly SnapshotWatermarkTable?: string;
  readonly SurrogateKeys?: readonly (string)[];
  readonly Tables?: T9841_DatabaseTables;
  readonly Type?: "MySQL" | "PostgreSQL";
}
interface T9838_DatabaseColumns {
  readonly Exclude?: readonly (string)[];
  readonly Include?: readonly (string)[];
}
interface T9840_DatabaseSourceAuthenticationConfiguration {
  readonly SecretsManagerConfiguration?: T9822_SecretsManagerConfiguration;
}
interface T9822_SecretsManagerConfiguration {
  readonly Enabled?: boolean;
  readonly RoleARN?: string;
  readonly SecretARN?: string;
}
interface T9842_DatabaseSourceVPCConfiguration {
  readonly VpcEndpointServiceName?: string;
}
interface T9839_Databases {
  readonly Exclude?: readonly (string)[];
  readonly Include?: readonly (string)[];
}
interface T9841_DatabaseTables {
  readonly Exclude?: readonly (string)[];
  readonly Include?: readonly (string)[];
}
interface T3100_DeliveryStreamEncryptionConfigurationInput {
  readonly KeyARN?: string;
  readonly KeyType?: "AWS_OWNED_CMK" | "CUSTOMER_MANAGED_CMK";
}
interface T9830_DirectPutSourceConfiguration {
  readonly ThroughputHintInMBs?: number;
}
interface T3142_ElasticsearchDestinationConfiguration {
  readonly BufferingHints?: T3143_ElasticsearchBufferingHints;
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly ClusterEndpoint?: string;
  readonly DocumentIdOptions?: T3119_DocumentIdOptions;
  readonly DomainARN?: string;
  readonly IndexName?: string;
  readonly IndexRotationPeriod?: "NoRotation" | "OneHour" | "OneDay" | "OneWeek" | "OneMonth";
  readonly ProcessingConfiguration?: T3111_ProcessingConfiguration;
  readonly RetryOptions?: T3144_ElasticsearchRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDocumentsOnly" | "AllDocuments";
  readonly S3Configuration?: T3104_S3DestinationConfiguration;
  readonly TypeName?: string;
  readonly VpcConfiguration?: T3122_VpcConfiguration;
}
interface T3143_ElasticsearchBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}
interface T3144_ElasticsearchRetryOptions {
  readonly DurationInSeconds?: number;
}
interface T3127_ExtendedS3DestinationConfiguration {
  readonly BucketARN?: string;
  readonly BufferingHints?: T3105_BufferingHints;
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly CompressionFormat?: "UNCOMPRESSED" | "GZIP" | "ZIP" | "Snappy" | "HADOOP_SNAPPY";
  readonly CustomTimeZone?: string;
  readonly DataFormatConversionConfiguration?: T3128_DataFormatConversionConfiguration;
  readonly DynamicPartitioningConfiguration?: T3138_DynamicPartitioningConfiguration;
  readonly EncryptionConfiguration?: T3106_EncryptionConfiguration;
  readonly ErrorOutputPrefix?: string;
  readonly FileExtension?: string;
  readonly Prefix?: string;
  readonly ProcessingConfiguration?: T3111_ProcessingConfiguration;
  readonly RoleARN?: string;
  readonly S3BackupConfiguration?: T3104_S3DestinationConfiguration;
  readonly S3BackupMode?: "Disabled" | "Enabled";
}
interface T3128_DataFormatConversionConfiguration {
  readonly Enabled?: boolean;
  readonly InputFormatConfiguration?: T3129_InputFormatConfiguration;
  readonly OutputFormatConfiguration?: T3134_OutputFormatConfiguration;
  readonly SchemaConfiguration?: T3133_SchemaConfiguration;
}
interface T3129_InputFormatConfiguration {
  readonly Deserializer?: T3130_Deserializer;
}
interface T3130_Deserializer {
  readonly HiveJsonSerDe?: T3131_HiveJsonSerDe;
  readonly OpenXJsonSerDe?: T3132_OpenXJsonSerDe;
}
interface T3131_HiveJsonSerDe {
  readonly TimestampFormats?: readonly (string)[];
}
interface T3132_OpenXJsonSerDe {
  readonly CaseInsensitive?: boolean;
  readonly ColumnToJsonKeyMappings?: Readonly<Record<string, string>>;
  readonly ConvertDotsInJsonKeysToUnderscores?: boolean;
}
interface T3134_OutputFormatConfiguration {
  readonly Serializer?: T3135_Serializer;
}
interface T3135_Serializer {
  readonly OrcSerDe?: T3136_OrcSerDe;
  readonly ParquetSerDe?: T3137_ParquetSerDe;
}
interface T3136_OrcSerDe {
  readonly BlockSizeBytes?: number;
  readonly BloomFilterColumns?: readonly (string)[];
  readonly BloomFilterFalsePositiveProbability?: number;
  readonly Compression?: string;
  readonly DictionaryKeyThreshold?: number;
  readonly EnablePadding?: boolean;
  readonly FormatVersion?: string;
  readonly PaddingTolerance?: number;
  readonly RowIndexStride?: number;
  readonly StripeSizeBytes?: number;
}
interface T3137_ParquetSerDe {
  readonly BlockSizeBytes?: number;
  readonly Compression?: string;
  readonly EnableDictionaryCompression?: boolean;
  readonly MaxPaddingBytes?: number;
  readonly PageSizeBytes?: number;
  readonly WriterVersion?: string;
}
interface T3133_SchemaConfiguration {
  readonly CatalogId?: string;
  readonly DatabaseName?: string;
  readonly Region?: string;
  readonly RoleARN?: string;
  readonly TableName?: string;
  readonly VersionId?: string;
}
interface T3138_DynamicPartitioningConfiguration {
  readonly Enabled?: boolean;
  readonly RetryOptions?: T3109_RetryOptions;
}
interface T3109_RetryOptions {
  readonly DurationInSeconds?: number;
}
interface T3101_HttpEndpointDestinationConfiguration {
  readonly BufferingHints?: T3105_BufferingHints;
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly EndpointConfiguration?: T3110_HttpEndpointConfiguration;
  readonly ProcessingConfiguration?: T3111_ProcessingConfiguration;
  readonly RequestConfiguration?: T3102_HttpEndpointRequestConfiguration;
  readonly RetryOptions?: T3109_RetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: string;
  readonly S3Configuration?: T3104_S3DestinationConfiguration;
  readonly SecretsManagerConfiguration?: T9822_SecretsManagerConfiguration;
}
interface T3110_HttpEndpointConfiguration {
  readonly AccessKey?: string;
  readonly Name?: string;
  readonly Url?: string;
}
interface T3102_HttpEndpointRequestConfiguration {
  readonly CommonAttributes?: readonly (T3103_HttpEndpointCommonAttribute)[];
  readonly ContentEncoding?: "NONE" | "GZIP";
}
interface T3103_HttpEndpointCommonAttribute {
  readonly AttributeName?: string;
  readonly AttributeValue?: string;
}
interface T9823_IcebergDestinationConfiguration {
  readonly AppendOnly?: boolean;
  readonly BufferingHints?: T3105_BufferingHints;
  readonly CatalogConfiguration?: T9824_CatalogConfiguration;
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly DestinationTableConfigurationList?: readonly (T9825_DestinationTableConfiguration)[];
  readonly ProcessingConfiguration?: T3111_ProcessingConfiguration;
  readonly RetryOptions?: T3109_RetryOptions;
  readonly RoleARN?: string;
  readonly S3Configuration?: T3104_S3DestinationConfiguration;
  readonly SchemaEvolutionConfiguration?: T9829_SchemaEvolutionConfiguration;
  readonly TableCreationConfiguration?: T9828_TableCreationConfiguration;
  readonly s3BackupMode?: "AllData" | "FailedDataOnly";
}
interface T9824_CatalogConfiguration {
  readonly CatalogArn?: string;
  readonly WarehouseLocation?: string;
}
interface T9825_DestinationTableConfiguration {
  readonly DestinationDatabaseName?: string;
  readonly DestinationTableName?: string;
  readonly PartitionSpec?: T9826_PartitionSpec;
  readonly S3ErrorOutputPrefix?: string;
  readonly UniqueKeys?: readonly (string)[];
}
interface T9826_PartitionSpec {
  readonly Identity?: readonly (T9827_PartitionField)[];
}
interface T9827_PartitionField {
  readonly SourceName?: string;
}
interface T9829_SchemaEvolutionConfiguration {
  readonly Enabled?: boolean;
}
interface T9828_TableCreationConfiguration {
  readonly Enabled?: boolean;
}
interface T3114_KinesisStreamSourceConfiguration {
  readonly KinesisStreamARN?: string;
  readonly RoleARN?: string;
}
interface T3123_MSKSourceConfiguration {
  readonly AuthenticationConfiguration?: T3124_AuthenticationConfiguration;
  readonly MSKClusterARN?: string;
  readonly ReadFromTimestamp?: string;
  readonly TopicName?: string;
}
interface T3124_AuthenticationConfiguration {
  readonly Connectivity?: "PUBLIC" | "PRIVATE";
  readonly RoleARN?: string;
}
interface T3115_RedshiftDestinationConfiguration {
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly ClusterJDBCURL?: string;
  readonly CopyCommand?: T3116_CopyCommand;
  readonly Password?: string;
  readonly ProcessingConfiguration?: T3111_ProcessingConfiguration;
  readonly RetryOptions?: T3117_RedshiftRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupConfiguration?: T3104_S3DestinationConfiguration;
  readonly S3BackupMode?: "Disabled" | "Enabled";
  readonly S3Configuration?: T3104_S3DestinationConfiguration;
  readonly SecretsManagerConfiguration?: T9822_SecretsManagerConfiguration;
  readonly Username?: string;
}
interface T3116_CopyCommand {
  readonly CopyOptions?: string;
  readonly DataTableColumns?: string;
  readonly DataTableName?: string;
}
interface T3117_RedshiftRetryOptions {
  readonly DurationInSeconds?: number;
}
interface T9832_SnowflakeDestinationConfiguration {
  readonly AccountUrl?: string;
  readonly BufferingHints?: T9835_SnowflakeBufferingHints;
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly ContentColumnName?: string;
  readonly DataLoadingOption?: "JSON_MAPPING" | "VARIANT_CONTENT_MAPPING" | "VARIANT_CONTENT_AND_METADATA_MAPPING";
  readonly Database?: string;
  readonly KeyPassphrase?: string;
  readonly MetaDataColumnName?: string;
  readonly PrivateKey?: string;
  readonly ProcessingConfiguration?: T3111_ProcessingConfiguration;
  readonly RetryOptions?: T9836_SnowflakeRetryOptions;
  readonly RoleARN?: string;
  readonly S3BackupMode?: "FailedDataOnly" | "AllData";
  readonly S3Configuration?: T3104_S3DestinationConfiguration;
  readonly Schema?: string;
  readonly SecretsManagerConfiguration?: T9822_SecretsManagerConfiguration;
  readonly SnowflakeRoleConfiguration?: T9834_SnowflakeRoleConfiguration;
  readonly SnowflakeVpcConfiguration?: T9833_SnowflakeVpcConfiguration;
  readonly Table?: string;
  readonly User?: string;
}
interface T9835_SnowflakeBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}
interface T9836_SnowflakeRetryOptions {
  readonly DurationInSeconds?: number;
}
interface T9834_SnowflakeRoleConfiguration {
  readonly Enabled?: boolean;
  readonly SnowflakeRole?: string;
}
interface T9833_SnowflakeVpcConfiguration {
  readonly PrivateLinkVpceId?: string;
}
interface T3125_SplunkDestinationConfiguration {
  readonly BufferingHints?: T9831_SplunkBufferingHints;
  readonly CloudWatchLoggingOptions?: T3108_CloudWatchLoggingOptions;
  readonly HECAcknowledgmentTimeoutInSeconds?: number;
  readonly HECEndpoint?: string;
  readonly HECEndpointType?: "Raw" | "Event";
  readonly HECToken?: string;
  readonly ProcessingConfiguration?: T3111_ProcessingConfiguration;
  readonly RetryOptions?: T3126_SplunkRetryOptions;
  readonly S3BackupMode?: string;
  readonly S3Configuration?: T3104_S3DestinationConfiguration;
  readonly SecretsManagerConfiguration?: T9822_SecretsManagerConfiguration;
}
interface T9831_SplunkBufferingHints {
  readonly IntervalInSeconds?: number;
  readonly SizeInMBs?: number;
}
interface T3126_SplunkRetryOptions {
  readonly DurationInSeconds?: number;
}
interface T3186_ProvisionedConcurrencyConfiguration {
  readonly ProvisionedConcurrentExecutions?: number;
}
interface T3187_AliasRoutingConfiguration {
  readonly AdditionalVersionWeights?: readonly (T3188_VersionWeight)[];
}
interface T3188_VersionWeight {
  readonly FunctionVersion?: string;
  readonly FunctionWeight?: number;
}
interface T3190_AllowedPublishers {
  readonly SigningProfileVersionArns?: readonly (string)[];
}
interface T3191_CodeSigningPolicies {
  readonly UntrustedArtifactOnDeployment?: "Warn" | "Enforce";
}
interface T3193_DestinationConfig {
  readonly OnFailure?: T3195_OnFailure;
  readonly OnSuccess?: T3194_OnSuccess;
}
interface T3195_OnFailure {
  readonly Destination?: string;
}
interface T3194_OnSuccess {
  readonly Destination?: string;
}
interface T3206_AmazonManagedKafkaEventSourceConfig {
  readonly ConsumerGroupId?: string;
  readonly SchemaRegistryConfig?: T9856_SchemaRegistryConfig;
}
interface T9856_SchemaRegistryConfig {
  readonly AccessConfigs?: readonly (T9858_SchemaRegistryAccessConfig)[];
  readonly EventRecordFormat?: "JSON" | "SOURCE";
  readonly SchemaRegistryURI?: string;
  readonly SchemaValidationConfigs?: readonly (T9857_SchemaValidationConfig)[];
}
interface T9858_SchemaRegistryAccessConfig {
  readonly Type?: "BASIC_AUTH" | "CLIENT_CERTIFICATE_TLS_AUTH" | "SERVER_ROOT_CA_CERTIFICATE" | "OAUTHBEARER_AUTH";
  readonly URI?: string;
}
interface T9857_SchemaValidationConfig {
  readonly Attribute?: "KEY" | "VALUE";
}
interface T3204_DestinationConfig {
  readonly OnFailure?: T3205_OnFailure;
}
interface T3205_OnFailure {
  readonly Destination?: string;
}
interface T3203_DocumentDBEventSourceConfig {
  readonly CollectionName?: string;
  readonly DatabaseName?: string;
  readonly FullDocument?: "UpdateLookup" | "Default";
}
interface T3200_FilterCriteria {
  readonly Filters?: readonly (T3201_Filter)[];
}
interface T3201_Filter {
  readonly Pattern?: string;
}
interface T9859_LoggingConfig {
  readonly SystemLogLevel?: "DEBUG" | "INFO" | "WARN";
}
interface T9855_MetricsConfig {
  readonly Metrics?: readonly ("EventCount" | "ErrorCount" | "KafkaMetrics")[];
}
interface T9854_ProvisionedPollerConfig {
  readonly MaximumPollers?: number;
  readonly MinimumPollers?: number;
  readonly PollerGroupName?: string;
}
interface T3197_ScalingConfig {
  readonly MaximumConcurrency?: number;
}
interface T3198_SelfManagedEventSource {
  readonly Endpoints?: T3199_Endpoints;
}
interface T3199_Endpoints {
  readonly KafkaBootstrapServers?: readonly (string)[];
}
interface T3202_SelfManagedKafkaEventSourceConfig {
  readonly ConsumerGroupId?: string;
  readonly ConsumptionMode?: "Stream" | "Queue";
  readonly SchemaRegistryConfig?: T9856_SchemaRegistryConfig;
}
interface T3207_SourceAccessConfiguration {
  readonly Type?: "BASIC_AUTH" | "VPC_SUBNET" | "VPC_SECURITY_GROUP" | "SASL_SCRAM_512_AUTH" | "SASL_SCRAM_256_AUTH" | "VIRTUAL_HOST" | "CLIENT_CERTIFICATE_TLS_AUTH" | "SERVER_ROOT_CA_CERTIFICATE" | "OAUTHBEARER_AUTH" | "OAUTHBEARER_SCOPE" | "OAUTHBEARER_AUDIENCE" | "OAUTHBEARER_LOGICAL_CLUSTER" | "OAUTHBEARER_IDENTITY_POOL" | "IAM_AUTH" | "IAM_OAUTHBEARER_AUTH";
  readonly URI?: string;
}
interface T9864_CapacityProviderConfig {
  readonly LambdaManagedInstancesCapacityProviderConfig?: T9865_LambdaManagedInstancesCapacityProviderConfig;
}
interface T9865_LambdaManagedInstancesCapacityProviderConfig {
  readonly CapacityProviderArn?: string;
  readonly ExecutionEnvironmentMemoryGiBPerVCpu?: number;
  readonly PerExecutionEnvironmentMaxConcurrency?: number;
}
interface T3215_Code {
  readonly ImageUri?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectStorageMode?: "COPY" | "REFERENCE";
  readonly S3ObjectVersion?: string;
  readonly SourceKMSKeyArn?: string;
  readonly ZipFile?: string;
}
interface T3212_DeadLetterConfig {
  readonly TargetArn?: string;
}
interface T9861_DurableConfig {
  readonly ExecutionTimeout?: number;
  readonly KMSKeyArn?: string;
  readonly RetentionPeriodInDays?: number;
}
interface T3217_Environment {
  readonly Variables?: Readonly<Record<string, string>>;
}
interface T3218_EphemeralStorage {
  readonly Size?: number;
}
interface T3216_FileSystemConfig {
  readonly Arn?: string;
  readonly LocalMountPath?: string;
  readonly S3FilesConfig?: T9862_S3FilesConfig;
}
interface T9862_S3FilesConfig {
  readonly DirectS3Read?: "ENABLED" | "DISABLED" | "AUTO";
}
interface T9860_FunctionScalingConfig {
  readonly MaxExecutionEnvironments?: number;
  readonly MinExecutionEnvironments?: number;
}
interface T3209_ImageConfig {
  readonly Command?: readonly (string)[];
  readonly EntryPoint?: readonly (string)[];
  readonly WorkingDirectory?: string;
}
interface T9866_LoggingConfig {
  readonly ApplicationLogLevel?: "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";
  readonly LogFormat?: "Text" | "JSON";
  readonly LogGroup?: string;
  readonly SystemLogLevel?: "DEBUG" | "INFO" | "WARN";
}
interface T3213_RuntimeManagementConfig {
  readonly RuntimeVersionArn?: string;
  readonly UpdateRuntimeOn?: "Auto" | "FunctionUpdate" | "Manual";
}
interface T3214_SnapStart {
  readonly ApplyOn?: "PublishedVersions" | "None";
}
interface T9863_TenancyConfig {
  readonly TenantIsolationMode?: "PER_TENANT";
}
interface T3210_TracingConfig {
  readonly Mode?: "Active" | "PassThrough";
}
interface T3211_VpcConfig {
  readonly Ipv6AllowedForDualStack?: boolean;
  readonly SecurityGroupIds?: readonly (string)[];
  readonly SubnetIds?: readonly (string)[];
}
interface T3221_Content {
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectStorageMode?: "COPY" | "REFERENCE";
  readonly S3ObjectVersion?: string;
}
interface T3225_Cors {
  readonly AllowCredentials?: boolean;
  readonly AllowHeaders?: readonly (string)[];
  readonly AllowMethods?: readonly (string)[];
  readonly AllowOrigins?: readonly (string)[];
  readonly ExposeHeaders?: readonly (string)[];
  readonly MaxAge?: number;
}
interface T9882_FunctionScalingConfig {
  readonly MaxExecutionEnvironments?: number;
  readonly MinExecutionEnvironments?: number;
}
interface T3227_ProvisionedConcurrencyConfiguration {
  readonly ProvisionedConcurrentExecutions?: number;
}
interface T9881_RuntimePolicy {
  readonly RuntimeVersionArn?: string;
  readonly UpdateRuntimeOn?: string;
}
interface T4185_PipeEnrichmentParameters {
  readonly HttpParameters?: T4186_PipeEnrichmentHttpParameters;
  readonly InputTemplate?: string;
}
interface T4186_PipeEnrichmentHttpParameters {
  readonly HeaderParameters?: Readonly<Record<string, string>>;
  readonly PathParameterValues?: readonly (string)[];
  readonly QueryStringParameters?: Readonly<Record<string, string>>;
}
interface T10567_PipeLogConfiguration {
  readonly CloudwatchLogsLogDestination?: T10570_CloudwatchLogsLogDestination;
  readonly FirehoseLogDestination?: T10569_FirehoseLogDestination;
  readonly IncludeExecutionData?: readonly ("ALL")[];
  readonly Level?: "OFF" | "ERROR" | "INFO" | "TRACE";
  readonly S3LogDestination?: T10568_S3LogDestination;
}
interface T10570_CloudwatchLogsLogDestination {
  readonly LogGroupArn?: string;
}
interface T10569_FirehoseLogDestination {
  readonly DeliveryStreamArn?: string;
}
interface T10568_S3LogDestination {
  readonly BucketName?: string;
  readonly BucketOwner?: string;
  readonly OutputFormat?: "json" | "plain" | "w3c";
  readonly Prefix?: string;
}
interface T4187_PipeSourceParameters {
  readonly ActiveMQBrokerParameters?: T4201_PipeSourceActiveMQBrokerParameters;
  readonly DynamoDBStreamParameters?: T4190_PipeSourceDynamoDBStreamParameters;
  readonly FilterCriteria?: T4199_FilterCriteria;
  readonly KinesisStreamParameters?: T4198_PipeSourceKinesisStreamParameters;
  readonly ManagedStreamingKafkaParameters?: T4188_PipeSourceManagedStreamingKafkaParameters;
  readonly RabbitMQBrokerParameters?: T4195_PipeSourceRabbitMQBrokerParameters;
  readonly SelfManagedKafkaParameters?: T4192_PipeSourceSelfManagedKafkaParameters;
  readonly SqsQueueParameters?: T4197_PipeSourceSqsQueueParameters;
}
interface T4201_PipeSourceActiveMQBrokerParameters {
  readonly BatchSize?: number;
  readonly Credentials?: T4196_MQBrokerAccessCredentials;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly QueueName?: string;
}
interface T4196_MQBrokerAccessCredentials {
  readonly BasicAuth?: string;
}
interface T4190_PipeSourceDynamoDBStreamParameters {
  readonly BatchSize?: number;
  readonly DeadLetterConfig?: T4191_DeadLetterConfig;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly OnPartialBatchItemFailure?: "AUTOMATIC_BISECT";
  readonly ParallelizationFactor?: number;
  readonly StartingPosition?: "TRIM_HORIZON" | "LATEST";
}
interface T4191_DeadLetterConfig {
  readonly Arn?: string;
}
interface T4199_FilterCriteria {
  readonly Filters?: readonly (T4200_Filter)[];
}
interface T4200_Filter {
  readonly Pattern?: string;
}
interface T4198_PipeSourceKinesisStreamParameters {
  readonly BatchSize?: number;
  readonly DeadLetterConfig?: T4191_DeadLetterConfig;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
  readonly OnPartialBatchItemFailure?: "AUTOMATIC_BISECT";
  readonly ParallelizationFactor?: number;
  readonly StartingPosition?: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly StartingPositionTimestamp?: string;
}
interface T4188_PipeSourceManagedStreamingKafkaParameters {
  readonly BatchSize?: number;
  readonly ConsumerGroupID?: string;
  readonly Credentials?: T4189_MSKAccessCredentials;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly StartingPosition?: "TRIM_HORIZON" | "LATEST";
  readonly TopicName?: string;
}
interface T4189_MSKAccessCredentials {
  readonly ClientCertificateTlsAuth?: string;
  readonly SaslScram512Auth?: string;
}
interface T4195_PipeSourceRabbitMQBrokerParameters {
  readonly BatchSize?: number;
  readonly Credentials?: T4196_MQBrokerAccessCredentials;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly QueueName?: string;
  readonly VirtualHost?: string;
}
interface T4192_PipeSourceSelfManagedKafkaParameters {
  readonly AdditionalBootstrapServers?: readonly (string)[];
  readonly BatchSize?: number;
  readonly ConsumerGroupID?: string;
  readonly Credentials?: T4194_SelfManagedKafkaAccessConfigurationCredentials;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly ServerRootCaCertificate?: string;
  readonly StartingPosition?: "TRIM_HORIZON" | "LATEST";
  readonly TopicName?: string;
  readonly Vpc?: T4193_SelfManagedKafkaAccessConfigurationVpc;
}
interface T4194_SelfManagedKafkaAccessConfigurationCredentials {
  readonly BasicAuth?: string;
  readonly ClientCertificateTlsAuth?: string;
  readonly SaslScram256Auth?: string;
  readonly SaslScram512Auth?: string;
}
interface T4193_SelfManagedKafkaAccessConfigurationVpc {
  readonly SecurityGroup?: readonly (string)[];
  readonly Subnets?: readonly (string)[];
}
interface T4197_PipeSourceSqsQueueParameters {
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
}
interface T4154_PipeTargetParameters {
  readonly BatchJobParameters?: T4177_PipeTargetBatchJobParameters;
  readonly CloudWatchLogsParameters?: T4158_PipeTargetCloudWatchLogsParameters;
  readonly EcsTaskParameters?: T4164_PipeTargetEcsTaskParameters;
  readonly EventBridgeEventBusParameters?: T4162_PipeTargetEventBridgeEventBusParameters;
  readonly HttpParameters?: T4156_PipeTargetHttpParameters;
  readonly InputTemplate?: string;
  readonly KinesisStreamParameters?: T4159_PipeTargetKinesisStreamParameters;
  readonly LambdaFunctionParameters?: T4163_PipeTargetLambdaFunctionParameters;
  readonly RedshiftDataParameters?: T4184_PipeTargetRedshiftDataParameters;
  readonly SageMakerPipelineParameters?: T4160_PipeTargetSageMakerPipelineParameters;
  readonly SqsQueueParameters?: T4157_PipeTargetSqsQueueParameters;
  readonly StepFunctionStateMachineParameters?: T4155_PipeTargetStateMachineParameters;
  readonly TimestreamParameters?: T10571_PipeTargetTimestreamParameters;
}
interface T4177_PipeTargetBatchJobParameters {
  readonly ArrayProperties?: T4179_BatchArrayProperties;
  readonly ContainerOverrides?: T4181_BatchContainerOverrides;
  readonly DependsOn?: readonly (T4178_BatchJobDependency)[];
  readonly JobDefinition?: string;
  readonly JobName?: string;
  readonly Parameters?: Readonly<Record<string, string>>;
  readonly RetryStrategy?: T4180_BatchRetryStrategy;
}
interface T4179_BatchArrayProperties {
  readonly Size?: number;
}
interface T4181_BatchContainerOverrides {
  readonly Command?: readonly (string)[];
  readonly Environment?: readonly (T4182_BatchEnvironmentVariable)[];
  readonly InstanceType?: string;
  readonly ResourceRequirements?: readonly (T4183_BatchResourceRequirement)[];
}
interface T4182_BatchEnvironmentVariable {
  readonly Name?: string;
  readonly Value?: string;
}
interface T4183_BatchResourceRequirement {
  readonly Type?: "GPU" | "MEMORY" | "VCPU";
  readonly Value?: string;
}
interface T4178_BatchJobDependency {
  readonly JobId?: string;
  readonly Type?: "N_TO_N" | "SEQUENTIAL";
}
interface T4180_BatchRetryStrategy {
  readonly Attempts?: number;
}
interface T4158_PipeTargetCloudWatchLogsParameters {
  readonly LogStreamName?: string;
  readonly Timestamp?: string;
}
interface T4164_PipeTargetEcsTaskParameters {
  readonly CapacityProviderStrategy?: readonly (T4167_CapacityProviderStrategyItem)[];
  readonly EnableECSManagedTags?: boolean;
  readonly EnableExecuteCommand?: boolean;
  readonly Group?: string;
  readonly LaunchType?: "EC2" | "FARGATE" | "EXTERNAL";
  readonly NetworkConfiguration?: T4175_NetworkConfiguration;
  readonly Overrides?: T4168_EcsTaskOverride;
  readonly PlacementConstraints?: readonly (T4165_PlacementConstraint)[];
  readonly PlacementStrategy?: readonly (T4166_PlacementStrategy)[];
  readonly PlatformVersion?: string;
  readonly PropagateTags?: "TASK_DEFINITION";
  readonly ReferenceId?: string;
  readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  readonly TaskCount?: number;
  readonly TaskDefinitionArn?: string;
}
interface T4167_CapacityProviderStrategyItem {
  readonly Base?: number;
  readonly CapacityProvider?: string;
  readonly Weight?: number;
}
interface T4175_NetworkConfiguration {
  readonly AwsvpcConfiguration?: T4176_AwsVpcConfiguration;
}
interface T4176_AwsVpcConfiguration {
  readonly AssignPublicIp?: "ENABLED" | "DISABLED";
  readonly SecurityGroups?: readonly (string)[];
  readonly Subnets?: readonly (string)[];
}
interface T4168_EcsTaskOverride {
  readonly ContainerOverrides?: readonly (T4171_EcsContainerOverride)[];
  readonly Cpu?: string;
  readonly EphemeralStorage?: T4170_EcsEphemeralStorage;
  readonly ExecutionRoleArn?: string;
  readonly InferenceAcceleratorOverrides?: readonly (T4169_EcsInferenceAcceleratorOverride)[];
  readonly Memory?: string;
  readonly TaskRoleArn?: string;
}
interface T4171_EcsContainerOverride {
  readonly Command?: readonly (string)[];
  readonly Cpu?: number;
  readonly Environment?: readonly (T4172_EcsEnvironmentVariable)[];
  readonly EnvironmentFiles?: readonly (T4174_EcsEnvironmentFile)[];
  readonly Memory?: number;
  readonly MemoryReservation?: number;
  readonly Name?: string;
  readonly ResourceRequirements?: readonly (T4173_EcsResourceRequirement)[];
}
interface T4172_EcsEnvironmentVariable {
  readonly Name?: string;
  readonly Value?: string;
}
interface T4174_EcsEnvironmentFile {
  readonly Type?: "s3";
  readonly Value?: string;
}
interface T4173_EcsResourceRequirement {
  readonly Type?: "GPU" | "InferenceAccelerator";
  readonly Value?: string;
}
interface T4170_EcsEphemeralStorage {
  readonly SizeInGiB?: number;
}
interface T4169_EcsInferenceAcceleratorOverride {
  readonly DeviceName?: string;
  readonly DeviceType?: string;
}
interface T4165_PlacementConstraint {
  readonly Expression?: string;
  readonly Type?: "distinctInstance" | "memberOf";
}
interface T4166_PlacementStrategy {
  readonly Field?: string;
  readonly Type?: "random" | "spread" | "binpack";
}
interface T4162_PipeTargetEventBridgeEventBusParameters {
  readonly DetailType?: string;
  readonly EndpointId?: string;
  readonly Resources?: readonly (string)[];
  readonly Source?: string;
  readonly Time?: string;
}
interface T4156_PipeTargetHttpParameters {
  readonly HeaderParameters?: Readonly<Record<string, string>>;
  readonly PathParameterValues?: readonly (string)[];
  readonly QueryStringParameters?: Readonly<Record<string, string>>;
}
interface T4159_PipeTargetKinesisStreamParameters {
  readonly PartitionKey?: string;
}
interface T4163_PipeTargetLambdaFunctionParameters {
  readonly InvocationType?: "REQUEST_RESPONSE" | "FIRE_AND_FORGET";
}
interface T4184_PipeTargetRedshiftDataParameters {
  readonly Database?: string;
  readonly DbUser?: string;
  readonly SecretManagerArn?: string;
  readonly Sqls?: readonly (string)[];
  readonly StatementName?: string;
  readonly WithEvent?: boolean;
}
interface T4160_PipeTargetSageMakerPipelineParameters {
  readonly PipelineParameterList?: readonly (T4161_SageMakerPipelineParameter)[];
}
interface T4161_SageMakerPipelineParameter {
  readonly Name?: string;
  readonly Value?: string;
}
interface T4157_PipeTargetSqsQueueParameters {
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
}
interface T4155_PipeTargetStateMachineParameters {
  readonly InvocationType?: "REQUEST_RESPONSE" | "FIRE_AND_FORGET";
}
interface T10571_PipeTargetTimestreamParameters {
  readonly DimensionMappings?: readonly (T10572_DimensionMapping)[];
  readonly EpochTimeUnit?: "MILLISECONDS" | "SECONDS" | "MICROSECONDS" | "NANOSECONDS";
  readonly MultiMeasureMappings?: readonly (T10574_MultiMeasureMapping)[];
  readonly SingleMeasureMappings?: readonly (T10573_SingleMeasureMapping)[];
  readonly TimeFieldType?: "EPOCH" | "TIMESTAMP_FORMAT";
  readonly TimeValue?: string;
  readonly TimestampFormat?: string;
  readonly VersionValue?: string;
}
interface T10572_DimensionMapping {
  readonly DimensionName?: string;
  readonly DimensionValue?: string;
  readonly DimensionValueType?: "VARCHAR";
}
interface T10574_MultiMeasureMapping {
  readonly MultiMeasureAttributeMappings?: readonly (T10575_MultiMeasureAttributeMapping)[];
  readonly MultiMeasureName?: string;
}
interface T10575_MultiMeasureAttributeMapping {
  readonly MeasureValue?: string;
  readonly MeasureValueType?: "DOUBLE" | "BIGINT" | "VARCHAR" | "BOOLEAN" | "TIMESTAMP";
  readonly MultiMeasureAttributeName?: string;
}
interface T10573_SingleMeasureMapping {
  readonly MeasureName?: string;
  readonly MeasureValue?: string;
  readonly MeasureValueType?: "DOUBLE" | "BIGINT" | "VARCHAR" | "BOOLEAN" | "TIMESTAMP";
}
interface T5942_AccelerateConfiguration {
  readonly AccelerationStatus?: "Enabled" | "Suspended";
}
interface T5943_AnalyticsConfiguration {
  readonly Id?: string;
  readonly Prefix?: string;
  readonly StorageClassAnalysis?: T5944_StorageClassAnalysis;
  readonly TagFilters?: readonly (T5947_TagFilter)[];
}
interface T5944_StorageClassAnalysis {
  readonly DataExport?: T5945_DataExport;
}
interface T5945_DataExport {
  readonly Destination?: T5946_Destination;
  readonly OutputSchemaVersion?: string;
}
interface T5946_Destination {
  readonly BucketAccountId?: string;
  readonly BucketArn?: string;
  readonly Format?: "CSV" | "ORC" | "Parquet";
  readonly Prefix?: string;
}
interface T5947_TagFilter {
  readonly Key?: string;
  readonly Value?: string;
}
interface T5948_BucketEncryption {
  readonly ServerSideEncryptionConfiguration?: readonly (T5949_ServerSideEncryptionRule)[];
}
interface T5949_ServerSideEncryptionRule {
  readonly BlockedEncryptionTypes?: T11218_BlockedEncryptionTypes;
  readonly BucketKeyEnabled?: boolean;
  readonly ServerSideEncryptionByDefault?: T5950_ServerSideEncryptionByDefault;
}
interface T11218_BlockedEncryptionTypes {
  readonly EncryptionType?: readonly ("NONE" | "SSE-C")[];
}
interface T5950_ServerSideEncryptionByDefault {
  readonly KMSMasterKeyID?: string;
  readonly SSEAlgorithm?: "aws:kms" | "AES256" | "aws:kms:dsse";
}
interface T5951_CorsConfiguration {
  readonly CorsRules?: readonly (T5952_CorsRule)[];
}
interface T5952_CorsRule {
  readonly AllowedHeaders?: readonly (string)[];
  readonly AllowedMethods?: readonly (string)[];
  readonly AllowedOrigins?: readonly (string)[];
  readonly ExposedHeaders?: readonly (string)[];
  readonly Id?: string;
  readonly MaxAge?: number;
}
interface T5953_IntelligentTieringConfiguration {
  readonly Id?: string;
  readonly Prefix?: string;
  readonly Status?: "Disabled" | "Enabled";
  readonly TagFilters?: readonly (T5947_TagFilter)[];
  readonly Tierings?: readonly (T5954_Tiering)[];
}
interface T5954_Tiering {
  readonly AccessTier?: "ARCHIVE_ACCESS" | "DEEP_ARCHIVE_ACCESS";
  readonly Days?: number;
}
interface T5955_InventoryConfiguration {
  readonly Destination?: T5946_Destination;
  readonly Enabled?: boolean;
  readonly Id?: string;
  readonly IncludedObjectVersions?: "All" | "Current";
  readonly OptionalFields?: readonly (string)[];
  readonly Prefix?: string;
  readonly ScheduleFrequency?: "Daily" | "Weekly";
}
interface T5956_LifecycleConfiguration {
  readonly Rules?: readonly (T5957_Rule)[];
  readonly TransitionDefaultMinimumObjectSize?: "varies_by_storage_class" | "all_storage_classes_128K";
}
interface T5957_Rule {
  readonly AbortIncompleteMultipartUpload?: T5958_AbortIncompleteMultipartUpload;
  readonly ExpirationDate?: string;
  readonly ExpirationInDays?: number;
  readonly ExpiredObjectDeleteMarker?: boolean;
  readonly Id?: string;
  readonly NoncurrentVersionExpiration?: T5959_NoncurrentVersionExpiration;
  readonly NoncurrentVersionExpirationInDays?: number;
  readonly NoncurrentVersionTransition?: T5960_NoncurrentVersionTransition;
  readonly NoncurrentVersionTransitions?: readonly (T5960_NoncurrentVersionTransition)[];
  readonly ObjectSizeGreaterThan?: number;
  readonly ObjectSizeLessThan?: number;
  readonly Prefix?: string;
  readonly Status?: "Enabled" | "Disabled";
  readonly TagFilters?: readonly (T5947_TagFilter)[];
  readonly Transition?: T5961_Transition;
  readonly Transitions?: readonly (T5961_Transition)[];
}
interface T5958_AbortIncompleteMultipartUpload {
  readonly DaysAfterInitiation?: number;
}
interface T5959_NoncurrentVersionExpiration {
  readonly NewerNoncurrentVersions?: number;
  readonly NoncurrentDays?: number;
}
interface T5960_NoncurrentVersionTransition {
  readonly NewerNoncurrentVersions?: number;
  readonly StorageClass?: "DEEP_ARCHIVE" | "GLACIER" | "Glacier" | "GLACIER_IR" | "INTELLIGENT_TIERING" | "ONEZONE_IA" | "STANDARD_IA";
  readonly TransitionInDays?: number;
}
interface T5961_Transition {
  readonly StorageClass?: "DEEP_ARCHIVE" | "GLACIER" | "Glacier" | "GLACIER_IR" | "INTELLIGENT_TIERING" | "ONEZONE_IA" | "STANDARD_IA";
  readonly TransitionDate?: string;
  readonly TransitionInDays?: number;
}
interface T5962_LoggingConfiguration {
  readonly DestinationBucketName?: string;
  readonly LogFilePrefix?: string;
  readonly TargetObjectKeyFormat?: T11209_TargetObjectKeyFormat;
}
interface T11209_TargetObjectKeyFormat {
  readonly PartitionedPrefix?: T11210_PartitionedPrefix;
  readonly SimplePrefix?: Json;
}
interface T11210_PartitionedPrefix {
  readonly PartitionDateSource?: "EventTime" | "DeliveryTime";
}
interface T11211_MetadataConfiguration {
  readonly AnnotationTableConfiguration?: T11217_AnnotationTableConfiguration;
  readonly Destination?: T11212_MetadataDestination;
  readonly InventoryTableConfiguration?: T11216_InventoryTableConfiguration;
  readonly JournalTableConfiguration?: T11213_JournalTableConfiguration;
}
interface T11217_AnnotationTableConfiguration {
  readonly ConfigurationState?: "ENABLED" | "DISABLED";
  readonly EncryptionConfiguration?: T11214_MetadataTableEncryptionConfiguration;
  readonly Role?: string;
  readonly TableArn?: string;
  readonly TableName?: string;
}
interface T11214_MetadataTableEncryptionConfiguration {
  readonly KmsKeyArn?: string;
  readonly SseAlgorithm?: "aws:kms" | "AES256";
}
interface T11212_MetadataDestination {
  readonly TableBucketArn?: string;
  readonly TableBucketType?: "aws" | "customer";
  readonly TableNamespace?: string;
}
interface T11216_InventoryTableConfiguration {
  readonly ConfigurationState?: "ENABLED" | "DISABLED";
  readonly EncryptionConfiguration?: T11214_MetadataTableEncryptionConfiguration;
  readonly TableArn?: string;
  readonly TableName?: string;
}
interface T11213_JournalTableConfiguration {
  readonly EncryptionConfiguration?: T11214_MetadataTableEncryptionConfiguration;
  readonly RecordExpiration?: T11215_RecordExpiration;
  readonly TableArn?: string;
  readonly TableName?: string;
}
interface T11215_RecordExpiration {
  readonly Days?: number;
  readonly Expiration?: "ENABLED" | "DISABLED";
}
interface T11206_MetadataTableConfiguration {
  readonly S3TablesDestination?: T11207_S3TablesDestination;
}
interface T11207_S3TablesDestination {
  readonly TableArn?: string;
  readonly TableBucketArn?: string;
  readonly TableName?: string;
  readonly TableNamespace?: string;
}
interface T5963_MetricsConfiguration {
  readonly AccessPointArn?: string;
  readonly Id?: string;
  readonly Prefix?: string;
  readonly TagFilters?: readonly (T5947_TagFilter)[];
}
interface T5964_NotificationConfiguration {
  readonly EventBridgeConfiguration?: T5965_EventBridgeConfiguration;
  readonly LambdaConfigurations?: readonly (T5966_LambdaConfiguration)[];
  readonly QueueConfigurations?: readonly (T5970_QueueConfiguration)[];
  readonly TopicConfigurations?: readonly (T5971_TopicConfiguration)[];
}
interface T5965_EventBridgeConfiguration {
  readonly EventBridgeEnabled?: boolean;
}
interface T5966_LambdaConfiguration {
  readonly Event?: string;
  readonly Filter?: T5967_NotificationFilter;
  readonly Function?: string;
}
interface T5967_NotificationFilter {
  readonly S3Key?: T5968_S3KeyFilter;
}
interface T5968_S3KeyFilter {
  readonly Rules?: readonly (T5969_FilterRule)[];
}
interface T5969_FilterRule {
  readonly Name?: string;
  readonly Value?: string;
}
interface T5970_QueueConfiguration {
  readonly Event?: string;
  readonly Filter?: T5967_NotificationFilter;
  readonly Queue?: string;
}
interface T5971_TopicConfiguration {
  readonly Event?: string;
  readonly Filter?: T5967_NotificationFilter;
  readonly Topic?: string;
}
interface T5972_ObjectLockConfiguration {
  readonly ObjectLockEnabled?: string;
  readonly Rule?: T5973_ObjectLockRule;
}
interface T5973_ObjectLockRule {
  readonly DefaultRetention?: T5974_DefaultRetention;
}
interface T5974_DefaultRetention {
  readonly Days?: number;
  readonly DefaultEventHold?: T11208_DefaultEventHold;
  readonly Mode?: "COMPLIANCE" | "GOVERNANCE";
  readonly Years?: number;
}
interface T11208_DefaultEventHold {
  readonly Days?: number;
  readonly Years?: number;
}
interface T5975_OwnershipControls {
  readonly Rules?: readonly (T5976_OwnershipControlsRule)[];
}
interface T5976_OwnershipControlsRule {
  readonly ObjectOwnership?: "ObjectWriter" | "BucketOwnerPreferred" | "BucketOwnerEnforced";
}
interface T5977_PublicAccessBlockConfiguration {
  readonly BlockPublicAcls?: boolean;
  readonly BlockPublicPolicy?: boolean;
  readonly IgnorePublicAcls?: boolean;
  readonly RestrictPublicBuckets?: boolean;
}
interface T5978_ReplicationConfiguration {
  readonly Role?: string;
  readonly Rules?: readonly (T5979_ReplicationRule)[];
}
interface T5979_ReplicationRule {
  readonly DeleteMarkerReplication?: T5980_DeleteMarkerReplication;
  readonly Destination?: T5981_ReplicationDestination;
  readonly Filter?: T5987_ReplicationRuleFilter;
  readonly Id?: string;
  readonly Prefix?: string;
  readonly Priority?: number;
  readonly SourceSelectionCriteria?: T5989_SourceSelectionCriteria;
  readonly Status?: "Disabled" | "Enabled";
}
interface T5980_DeleteMarkerReplication {
  readonly Status?: "Disabled" | "Enabled";
}
interface T5981_ReplicationDestination {
  readonly AccessControlTranslation?: T5982_AccessControlTranslation;
  readonly Account?: string;
  readonly Bucket?: string;
  readonly EncryptionConfiguration?: T5983_EncryptionConfiguration;
  readonly Metrics?: T5984_Metrics;
  readonly ReplicationTime?: T5986_ReplicationTime;
  readonly StorageClass?: "DEEP_ARCHIVE" | "GLACIER" | "GLACIER_IR" | "INTELLIGENT_TIERING" | "ONEZONE_IA" | "REDUCED_REDUNDANCY" | "STANDARD" | "STANDARD_IA";
}
interface T5982_AccessControlTranslation {
  readonly Owner?: string;
}
interface T5983_EncryptionConfiguration {
  readonly ReplicaKmsKeyID?: string;
}
interface T5984_Metrics {
  readonly EventThreshold?: T5985_ReplicationTimeValue;
  readonly Status?: "Disabled" | "Enabled";
}
interface T5985_ReplicationTimeValue {
  readonly Minutes?: number;
}
interface T5986_ReplicationTime {
  readonly Status?: "Disabled" | "Enabled";
  readonly Time?: T5985_ReplicationTimeValue;
}
interface T5987_ReplicationRuleFilter {
  readonly And?: T5988_ReplicationRuleAndOperator;
  readonly Prefix?: string;
  readonly TagFilter?: T5947_TagFilter;
}
interface T5988_ReplicationRuleAndOperator {
  readonly Prefix?: string;
  readonly TagFilters?: readonly (T5947_TagFilter)[];
}
interface T5989_SourceSelectionCriteria {
  readonly ReplicaModifications?: T5990_ReplicaModifications;
  readonly SseKmsEncryptedObjects?: T5991_SseKmsEncryptedObjects;
}
interface T5990_ReplicaModifications {
  readonly Status?: "Enabled" | "Disabled";
}
interface T5991_SseKmsEncryptedObjects {
  readonly Status?: "Disabled" | "Enabled";
}
interface T5992_VersioningConfiguration {
  readonly Status?: "Enabled" | "Suspended";
}
interface T5993_WebsiteConfiguration {
  readonly ErrorDocument?: string;
  readonly IndexDocument?: string;
  readonly RedirectAllRequestsTo?: T5994_RedirectAllRequestsTo;
  readonly RoutingRules?: readonly (T5995_RoutingRule)[];
}
interface T5994_RedirectAllRequestsTo {
  readonly HostName?: string;
  readonly Protocol?: "http" | "https";
}
interface T5995_RoutingRule {
  readonly RedirectRule?: T5996_RedirectRule;
  readonly RoutingRuleCondition?: T5997_RoutingRuleCondition;
}
interface T5996_RedirectRule {
  readonly HostName?: string;
  readonly HttpRedirectCode?: string;
  readonly Protocol?: "http" | "https";
  readonly ReplaceKeyPrefixWith?: string;
  readonly ReplaceKeyWith?: string;
}
interface T5997_RoutingRuleCondition {
  readonly HttpErrorCodeReturnedEquals?: string;
  readonly KeyPrefixEquals?: string;
}
interface T11513_ExternalSecretRotationMetadataItem {
  readonly Key?: string;
  readonly Value?: string;
}
interface T6457_HostedRotationLambda {
  readonly ExcludeCharacters?: string;
  readonly KmsKeyArn?: string;
  readonly MasterSecretArn?: string;
  readonly MasterSecretKmsKeyArn?: string;
  readonly RotationLambdaName?: string;
  readonly RotationType?: string;
  readonly Runtime?: string;
  readonly SuperuserSecretArn?: string;
  readonly SuperuserSecretKmsKeyArn?: string;
  readonly VpcSecurityGroupIds?: string;
  readonly VpcSubnetIds?: string;
}
interface T6458_RotationRules {
  readonly AutomaticallyAfterDays?: number;
  readonly Duration?: string;
  readonly ScheduleExpression?: string;
}
interface T6460_GenerateSecretString {
  readonly ExcludeCharacters?: string;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly GenerateStringKey?: string;
  readonly IncludeSpace?: boolean;
  readonly PasswordLength?: number;
  readonly RequireEachIncludedType?: boolean;
  readonly SecretStringTemplate?: string;
}
interface T6461_ReplicaRegion {
  readonly KmsKeyId?: string;
  readonly Region?: string;
}
interface T6452_FlexibleTimeWindow {
  readonly MaximumWindowInMinutes?: number;
  readonly Mode?: "OFF" | "FLEXIBLE";
}
interface T6438_Target {
  readonly Arn?: string;
  readonly DeadLetterConfig?: T6440_DeadLetterConfig;
  readonly EcsParameters?: T6441_EcsParameters;
  readonly EventBridgeParameters?: T6447_EventBridgeParameters;
  readonly Input?: string;
  readonly KinesisParameters?: T6448_KinesisParameters;
  readonly RetryPolicy?: T6451_RetryPolicy;
  readonly RoleArn?: string;
  readonly SageMakerPipelineParameters?: T6449_SageMakerPipelineParameters;
  readonly SqsParameters?: T6439_SqsParameters;
}
interface T6440_DeadLetterConfig {
  readonly Arn?: string;
}
interface T6441_EcsParameters {
  readonly CapacityProviderStrategy?: readonly (T6444_CapacityProviderStrategyItem)[];
  readonly EnableECSManagedTags?: boolean;
  readonly EnableExecuteCommand?: boolean;
  readonly Group?: string;
  readonly LaunchType?: "EC2" | "FARGATE" | "EXTERNAL";
  readonly NetworkConfiguration?: T6445_NetworkConfiguration;
  readonly PlacementConstraints?: readonly (T6442_PlacementConstraint)[];
  readonly PlacementStrategy?: readonly (T6443_PlacementStrategy)[];
  readonly PlatformVersion?: string;
  readonly PropagateTags?: "TASK_DEFINITION";
  readonly ReferenceId?: string;
  readonly Tags?: readonly (Readonly<Record<string, string>>)[];
  readonly TaskCount?: number;
  readonly TaskDefinitionArn?: string;
}
interface T6444_CapacityProviderStrategyItem {
  readonly Base?: number;
  readonly CapacityProvider?: string;
  readonly Weight?: number;
}
interface T6445_NetworkConfiguration {
  readonly AwsvpcConfiguration?: T6446_AwsVpcConfiguration;
}
interface T6446_AwsVpcConfiguration {
  readonly AssignPublicIp?: "ENABLED" | "DISABLED";
  readonly SecurityGroups?: readonly (string)[];
  readonly Subnets?: readonly (string)[];
}
interface T6442_PlacementConstraint {
  readonly Expression?: string;
  readonly Type?: "distinctInstance" | "memberOf";
}
interface T6443_PlacementStrategy {
  readonly Field?: string;
  readonly Type?: "random" | "spread" | "binpack";
}
interface T6447_EventBridgeParameters {
  readonly DetailType?: string;
  readonly Source?: string;
}
interface T6448_KinesisParameters {
  readonly PartitionKey?: string;
}
interface T6451_RetryPolicy {
  readonly MaximumEventAgeInSeconds?: number;
  readonly MaximumRetryAttempts?: number;
}
interface T6449_SageMakerPipelineParameters {
  readonly PipelineParameterList?: readonly (T6450_SageMakerPipelineParameter)[];
}
interface T6450_SageMakerPipelineParameter {
  readonly Name?: string;
  readonly Value?: string;
}
interface T6439_SqsParameters {
  readonly MessageGroupId?: string;
}
interface T6536_SignatureValidityPeriod {
  readonly Type?: "DAYS" | "MONTHS" | "YEARS";
  readonly Value?: number;
}
interface T11716_LoggingConfig {
  readonly FailureFeedbackRoleArn?: string;
  readonly Protocol?: "http/s" | "sqs" | "lambda" | "firehose" | "application";
  readonly SuccessFeedbackRoleArn?: string;
  readonly SuccessFeedbackSampleRate?: string;
}
interface T6094_Subscription {
  readonly Endpoint?: string;
  readonly Protocol?: string;
}
interface T6547_S3Location {
  readonly Bucket?: string;
  readonly Key?: string;
  readonly Version?: string;
}
interface T11741_EncryptionConfiguration {
  readonly KmsDataKeyReusePeriodSeconds?: number;
  readonly KmsKeyId?: string;
  readonly Type?: "CUSTOMER_MANAGED_KMS_KEY" | "AWS_OWNED_KEY";
}
interface T6544_LoggingConfiguration {
  readonly Destinations?: readonly (T6545_LogDestination)[];
  readonly IncludeExecutionData?: boolean;
  readonly Level?: "ALL" | "ERROR" | "FATAL" | "OFF";
}
interface T6545_LogDestination {
  readonly CloudWatchLogsLogGroup?: T6546_CloudWatchLogsLogGroup;
}
interface T6546_CloudWatchLogsLogGroup {
  readonly LogGroupArn?: string;
}
interface T6548_TagsEntry {
  readonly Key?: string;
  readonly Value?: string;
}
interface T6549_TracingConfiguration {
  readonly Enabled?: boolean;
}
interface T6725_LoggingFilter {
  readonly DefaultBehavior?: "KEEP" | "DROP";
  readonly Filters?: readonly (T6722_Filter)[];
}
interface T6722_Filter {
  readonly Behavior?: "KEEP" | "DROP";
  readonly Conditions?: readonly (T6720_Condition)[];
  readonly Requirement?: "MEETS_ALL" | "MEETS_ANY";
}
interface T6720_Condition {
  readonly ActionCondition?: T6719_ActionCondition;
  readonly LabelNameCondition?: T6721_LabelNameCondition;
}
interface T6719_ActionCondition {
  readonly Action?: "ALLOW" | "BLOCK" | "COUNT" | "CAPTCHA" | "CHALLENGE" | "MONETIZE" | "EXCLUDED_AS_COUNT";
}
interface T6721_LabelNameCondition {
  readonly LabelName?: string;
}
interface T6718_FieldToMatch {
  readonly JsonBody?: Json;
  readonly Method?: Json;
  readonly QueryString?: Json;
  readonly SingleHeader?: T6726_SingleHeader;
  readonly UriPath?: Json;
}
interface T6726_SingleHeader {
  readonly Name?: string;
}
interface T6729_LabelSummary {
  readonly Name?: string;
}
interface T6730_CustomResponseBody {
  readonly Content?: string;
  readonly ContentType?: "TEXT_PLAIN" | "TEXT_HTML" | "APPLICATION_JSON";
}
interface T11832_MonetizationConfig {
  readonly CryptoConfig?: T11833_CryptoConfig;
  readonly CurrencyMode?: "REAL" | "TEST";
}
interface T11833_CryptoConfig {
  readonly PaymentNetworks?: readonly (T11834_PaymentNetwork)[];
}
interface T11834_PaymentNetwork {
  readonly Chain?: "BASE" | "SOLANA" | "BASE_SEPOLIA" | "SOLANA_DEVNET";
  readonly Prices?: readonly (T11835_Price)[];
  readonly WalletAddress?: string;
}
interface T11835_Price {
  readonly Amount?: string;
  readonly Currency?: "USDC";
}
interface T6731_Rule {
  readonly Action?: T6732_RuleAction;
  readonly CaptchaConfig?: T6769_CaptchaConfig;
  readonly ChallengeConfig?: T6765_ChallengeConfig;
  readonly Name?: string;
  readonly Priority?: number;
  readonly RuleLabels?: readonly (T6767_Label)[];
  readonly Statement?: T6733_Statement;
  readonly VisibilityConfig?: T6768_VisibilityConfig;
}
interface T6732_RuleAction {
  readonly Allow?: T6775_Allow;
  readonly Block?: T6776_Block;
  readonly Captcha?: T6777_Captcha;
  readonly Challenge?: T6778_Challenge;
  readonly Count?: T6779_Count;
  readonly Monetize?: T11831_MonetizeAction;
}
interface T6775_Allow {
  readonly CustomRequestHandling?: T6771_CustomRequestHandling;
}
interface T6771_CustomRequestHandling {
  readonly InsertHeaders?: readonly (T6770_CustomHTTPHeader)[];
}
interface T6770_CustomHTTPHeader {
  readonly Name?: string;
  readonly Value?: string;
}
interface T6776_Block {
  readonly CustomResponse?: T6772_CustomResponse;
}
interface T6772_CustomResponse {
  readonly CustomResponseBodyKey?: string;
  readonly ResponseCode?: number;
  readonly ResponseHeaders?: readonly (T6770_CustomHTTPHeader)[];
}
interface T6777_Captcha {
  readonly CustomRequestHandling?: T6771_CustomRequestHandling;
}
interface T6778_Challenge {
  readonly CustomRequestHandling?: T6771_CustomRequestHandling;
}
interface T6779_Count {
  readonly CustomRequestHandling?: T6771_CustomRequestHandling;
}
interface T11831_MonetizeAction {
  readonly PriceMultiplier?: string;
}
interface T6769_CaptchaConfig {
  readonly ImmunityTimeProperty?: T6766_ImmunityTimeProperty;
}
interface T6766_ImmunityTimeProperty {
  readonly ImmunityTime?: number;
}
interface T6765_ChallengeConfig {
  readonly ImmunityTimeProperty?: T6766_ImmunityTimeProperty;
}
interface T6767_Label {
  readonly Name?: string;
}
interface T6733_Statement {
  readonly AndStatement?: T6744_AndStatement;
  readonly AsnMatchStatement?: T11830_AsnMatchStatement;
  readonly ByteMatchStatement?: T6747_ByteMatchStatement;
  readonly GeoMatchStatement?: T6757_GeoMatchStatement;
  readonly IPSetReferenceStatement?: T6763_IPSetReferenceStatement;
  readonly LabelMatchStatement?: T6758_LabelMatchStatement;
  readonly NotStatement?: T6746_NotStatement;
  readonly OrStatement?: T6762_OrStatement;
  readonly RateBasedStatement?: T6748_RateBasedStatement;
  readonly RegexMatchStatement?: T6759_RegexMatchStatement;
  readonly RegexPatternSetReferenceStatement?: T6761_RegexPatternSetReferenceStatement;
  readonly SizeConstraintStatement?: T6734_SizeConstraintStatement;
  readonly SqliMatchStatement?: T6760_SqliMatchStatement;
  readonly XssMatchStatement?: T6745_XssMatchStatement;
}
interface T6744_AndStatement {
  readonly Statements?: readonly (T6733_Statement)[];
}
interface T11830_AsnMatchStatement {
  readonly AsnList?: readonly (number)[];
  readonly ForwardedIPConfig?: T6756_ForwardedIPConfiguration;
}
interface T6756_ForwardedIPConfiguration {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
  readonly HeaderName?: string;
}
interface T6747_ByteMatchStatement {
  readonly FieldToMatch?: T6736_FieldToMatch;
  readonly PositionalConstraint?: "EXACTLY" | "STARTS_WITH" | "ENDS_WITH" | "CONTAINS" | "CONTAINS_WORD";
  readonly PreParseTextTransformations?: readonly (T11827_PreParseTextTransformation)[];
  readonly SearchString?: string;
  readonly SearchStringBase64?: string;
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6736_FieldToMatch {
  readonly AllQueryArguments?: Json;
  readonly Body?: T6743_Body;
  readonly Cookies?: T6741_Cookies;
  readonly HeaderOrder?: T11826_HeaderOrder;
  readonly Headers?: T6739_Headers;
  readonly JA3Fingerprint?: T11823_JA3Fingerprint;
  readonly JA4Fingerprint?: T11824_JA4Fingerprint;
  readonly JsonBody?: T6737_JsonBody;
  readonly Method?: Json;
  readonly QueryString?: Json;
  readonly SingleHeader?: T6773_SingleHeader;
  readonly SingleQueryArgument?: T6774_SingleQueryArgument;
  readonly UriFragment?: T11825_UriFragment;
  readonly UriPath?: Json;
}
interface T6743_Body {
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6741_Cookies {
  readonly MatchPattern?: T6742_CookieMatchPattern;
  readonly MatchScope?: "ALL" | "KEY" | "VALUE";
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6742_CookieMatchPattern {
  readonly All?: Json;
  readonly ExcludedCookies?: readonly (string)[];
  readonly IncludedCookies?: readonly (string)[];
}
interface T11826_HeaderOrder {
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6739_Headers {
  readonly MatchPattern?: T6740_HeaderMatchPattern;
  readonly MatchScope?: "ALL" | "KEY" | "VALUE";
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6740_HeaderMatchPattern {
  readonly All?: Json;
  readonly ExcludedHeaders?: readonly (string)[];
  readonly IncludedHeaders?: readonly (string)[];
}
interface T11823_JA3Fingerprint {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T11824_JA4Fingerprint {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T6737_JsonBody {
  readonly InvalidFallbackBehavior?: "MATCH" | "NO_MATCH" | "EVALUATE_AS_STRING";
  readonly MatchPattern?: T6738_JsonMatchPattern;
  readonly MatchScope?: "ALL" | "KEY" | "VALUE";
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6738_JsonMatchPattern {
  readonly All?: Json;
  readonly IncludedPaths?: readonly (string)[];
}
interface T6773_SingleHeader {
  readonly Name?: string;
}
interface T6774_SingleQueryArgument {
  readonly Name?: string;
}
interface T11825_UriFragment {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T11827_PreParseTextTransformation {
  readonly Priority?: number;
  readonly Type?: "NONE" | "URL_DECODE" | "URL_DECODE_UNI" | "COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA" | "REPLACE_SEMICOLONS_WITH_AMPERSANDS";
}
interface T6735_TextTransformation {
  readonly Priority?: number;
  readonly Type?: "NONE" | "COMPRESS_WHITE_SPACE" | "HTML_ENTITY_DECODE" | "LOWERCASE" | "CMD_LINE" | "URL_DECODE" | "BASE64_DECODE" | "HEX_DECODE" | "MD5" | "REPLACE_COMMENTS" | "ESCAPE_SEQ_DECODE" | "SQL_HEX_DECODE" | "CSS_DECODE" | "JS_DECODE" | "NORMALIZE_PATH" | "NORMALIZE_PATH_WIN" | "REMOVE_NULLS" | "REPLACE_NULLS" | "BASE64_DECODE_EXT" | "URL_DECODE_UNI" | "UTF8_TO_UNICODE" | "REMOVE_WHITESPACE" | "TRIM" | "TRIM_LEFT" | "TRIM_RIGHT" | "REMOVE_COMMENTS_CHAR" | "UPPERCASE" | "CMD_LINE_WIN" | "CMD_LINE_UNIX" | "JS_DECODE_EXT" | "SHA256";
}
interface T6757_GeoMatchStatement {
  readonly CountryCodes?: readonly (string)[];
  readonly ForwardedIPConfig?: T6756_ForwardedIPConfiguration;
}
interface T6763_IPSetReferenceStatement {
  readonly Arn?: string;
  readonly IPSetForwardedIPConfig?: T6764_IPSetForwardedIPConfiguration;
}
interface T6764_IPSetForwardedIPConfiguration {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
  readonly HeaderName?: string;
  readonly Position?: "FIRST" | "LAST" | "ANY";
}
interface T6758_LabelMatchStatement {
  readonly Key?: string;
  readonly Scope?: "LABEL" | "NAMESPACE";
}
interface T6746_NotStatement {
  readonly Statement?: T6733_Statement;
}
interface T6762_OrStatement {
  readonly Statements?: readonly (T6733_Statement)[];
}
interface T6748_RateBasedStatement {
  readonly AggregateKeyType?: "IP" | "FORWARDED_IP" | "CONSTANT" | "CUSTOM_KEYS";
  readonly CustomKeys?: readonly (T6749_RateBasedStatementCustomKey)[];
  readonly EvaluationWindowSec?: number;
  readonly ForwardedIPConfig?: T6756_ForwardedIPConfiguration;
  readonly Limit?: number;
  readonly ScopeDownStatement?: T6733_Statement;
}
interface T6749_RateBasedStatementCustomKey {
  readonly ASN?: Json;
  readonly Cookie?: T6750_RateLimitCookie;
  readonly ForwardedIP?: Json;
  readonly HTTPMethod?: Json;
  readonly Header?: T6752_RateLimitHeader;
  readonly IP?: Json;
  readonly JA3Fingerprint?: T11828_RateLimitJA3Fingerprint;
  readonly JA4Fingerprint?: T11829_RateLimitJA4Fingerprint;
  readonly LabelNamespace?: T6755_RateLimitLabelNamespace;
  readonly QueryArgument?: T6751_RateLimitQueryArgument;
  readonly QueryString?: T6753_RateLimitQueryString;
  readonly UriPath?: T6754_RateLimitUriPath;
}
interface T6750_RateLimitCookie {
  readonly Name?: string;
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6752_RateLimitHeader {
  readonly Name?: string;
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T11828_RateLimitJA3Fingerprint {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T11829_RateLimitJA4Fingerprint {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T6755_RateLimitLabelNamespace {
  readonly Namespace?: string;
}
interface T6751_RateLimitQueryArgument {
  readonly Name?: string;
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6753_RateLimitQueryString {
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6754_RateLimitUriPath {
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6759_RegexMatchStatement {
  readonly FieldToMatch?: T6736_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11827_PreParseTextTransformation)[];
  readonly RegexString?: string;
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6761_RegexPatternSetReferenceStatement {
  readonly Arn?: string;
  readonly FieldToMatch?: T6736_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11827_PreParseTextTransformation)[];
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6734_SizeConstraintStatement {
  readonly ComparisonOperator?: "EQ" | "NE" | "LE" | "LT" | "GE" | "GT";
  readonly FieldToMatch?: T6736_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11827_PreParseTextTransformation)[];
  readonly Size?: number;
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6760_SqliMatchStatement {
  readonly FieldToMatch?: T6736_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11827_PreParseTextTransformation)[];
  readonly SensitivityLevel?: "LOW" | "HIGH";
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6745_XssMatchStatement {
  readonly FieldToMatch?: T6736_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11827_PreParseTextTransformation)[];
  readonly TextTransformations?: readonly (T6735_TextTransformation)[];
}
interface T6768_VisibilityConfig {
  readonly CloudWatchMetricsEnabled?: boolean;
  readonly MetricName?: string;
  readonly SampledRequestsEnabled?: boolean;
}
interface T11852_ApplicationConfig {
  readonly Attributes?: readonly (T11853_ApplicationAttribute)[];
}
interface T11853_ApplicationAttribute {
  readonly Name?: string;
  readonly Values?: readonly (string)[];
}
interface T6781_AssociationConfig {
  readonly RequestBody?: Readonly<Record<string, T6782_RequestBodyAssociatedResourceTypeConfig>>;
}
interface T6782_RequestBodyAssociatedResourceTypeConfig {
  readonly DefaultSizeInspectionLimit?: "KB_16" | "KB_32" | "KB_48" | "KB_64";
}
interface T6848_CaptchaConfig {
  readonly ImmunityTimeProperty?: T6791_ImmunityTimeProperty;
}
interface T6791_ImmunityTimeProperty {
  readonly ImmunityTime?: number;
}
interface T6790_ChallengeConfig {
  readonly ImmunityTimeProperty?: T6791_ImmunityTimeProperty;
}
interface T6789_CustomResponseBody {
  readonly Content?: string;
  readonly ContentType?: "TEXT_PLAIN" | "TEXT_HTML" | "APPLICATION_JSON";
}
interface T11849_DataProtectionConfig {
  readonly DataProtections?: readonly (T11850_DataProtect)[];
}
interface T11850_DataProtect {
  readonly Action?: "SUBSTITUTION" | "HASH";
  readonly ExcludeRateBasedDetails?: boolean;
  readonly ExcludeRuleMatchDetails?: boolean;
  readonly Field?: T11851_FieldToProtect;
}
interface T11851_FieldToProtect {
  readonly FieldKeys?: readonly (string)[];
  readonly FieldType?: "SINGLE_HEADER" | "SINGLE_COOKIE" | "SINGLE_QUERY_ARGUMENT" | "QUERY_STRING" | "BODY";
}
interface T6783_DefaultAction {
  readonly Allow?: T6787_AllowAction;
  readonly Block?: T6784_BlockAction;
}
interface T6787_AllowAction {
  readonly CustomRequestHandling?: T6788_CustomRequestHandling;
}
interface T6788_CustomRequestHandling {
  readonly InsertHeaders?: readonly (T6786_CustomHTTPHeader)[];
}
interface T6786_CustomHTTPHeader {
  readonly Name?: string;
  readonly Value?: string;
}
interface T6784_BlockAction {
  readonly CustomResponse?: T6785_CustomResponse;
}
interface T6785_CustomResponse {
  readonly CustomResponseBodyKey?: string;
  readonly ResponseCode?: number;
  readonly ResponseHeaders?: readonly (T6786_CustomHTTPHeader)[];
}
interface T11855_MonetizationConfig {
  readonly CryptoConfig?: T11856_CryptoConfig;
  readonly CurrencyMode?: "REAL" | "TEST";
}
interface T11856_CryptoConfig {
  readonly PaymentNetworks?: readonly (T11857_PaymentNetwork)[];
}
interface T11857_PaymentNetwork {
  readonly Chain?: "BASE" | "SOLANA" | "BASE_SEPOLIA" | "SOLANA_DEVNET";
  readonly Prices?: readonly (T11858_Price)[];
  readonly WalletAddress?: string;
}
interface T11858_Price {
  readonly Amount?: string;
  readonly Currency?: "USDC";
}
interface T11854_OnSourceDDoSProtectionConfig {
  readonly ALBLowReputationMode?: "ACTIVE_UNDER_DDOS" | "ALWAYS_ON";
}
interface T6792_Rule {
  readonly Action?: T6793_RuleAction;
  readonly CaptchaConfig?: T6848_CaptchaConfig;
  readonly ChallengeConfig?: T6790_ChallengeConfig;
  readonly Name?: string;
  readonly OverrideAction?: T6845_OverrideAction;
  readonly Priority?: number;
  readonly RuleLabels?: readonly (T6846_Label)[];
  readonly Statement?: T6797_Statement;
  readonly VisibilityConfig?: T6847_VisibilityConfig;
}
interface T6793_RuleAction {
  readonly Allow?: T6787_AllowAction;
  readonly Block?: T6784_BlockAction;
  readonly Captcha?: T6794_CaptchaAction;
  readonly Challenge?: T6796_ChallengeAction;
  readonly Count?: T6795_CountAction;
  readonly Monetize?: T11841_MonetizeAction;
}
interface T6794_CaptchaAction {
  readonly CustomRequestHandling?: T6788_CustomRequestHandling;
}
interface T6796_ChallengeAction {
  readonly CustomRequestHandling?: T6788_CustomRequestHandling;
}
interface T6795_CountAction {
  readonly CustomRequestHandling?: T6788_CustomRequestHandling;
}
interface T11841_MonetizeAction {
  readonly PriceMultiplier?: string;
}
interface T6845_OverrideAction {
  readonly Count?: Json;
  readonly None?: Json;
}
interface T6846_Label {
  readonly Name?: string;
}
interface T6797_Statement {
  readonly AndStatement?: T6808_AndStatement;
  readonly AsnMatchStatement?: T11844_AsnMatchStatement;
  readonly ByteMatchStatement?: T6811_ByteMatchStatement;
  readonly GeoMatchStatement?: T6821_GeoMatchStatement;
  readonly IPSetReferenceStatement?: T6843_IPSetReferenceStatement;
  readonly LabelMatchStatement?: T6825_LabelMatchStatement;
  readonly ManagedRuleGroupStatement?: T6830_ManagedRuleGroupStatement;
  readonly NotStatement?: T6810_NotStatement;
  readonly OrStatement?: T6829_OrStatement;
  readonly RateBasedStatement?: T6812_RateBasedStatement;
  readonly RegexMatchStatement?: T6826_RegexMatchStatement;
  readonly RegexPatternSetReferenceStatement?: T6828_RegexPatternSetReferenceStatement;
  readonly RuleGroupReferenceStatement?: T6822_RuleGroupReferenceStatement;
  readonly SizeConstraintStatement?: T6798_SizeConstraintStatement;
  readonly SqliMatchStatement?: T6827_SqliMatchStatement;
  readonly XssMatchStatement?: T6809_XssMatchStatement;
}
interface T6808_AndStatement {
  readonly Statements?: readonly (T6797_Statement)[];
}
interface T11844_AsnMatchStatement {
  readonly AsnList?: readonly (number)[];
  readonly ForwardedIPConfig?: T6820_ForwardedIPConfiguration;
}
interface T6820_ForwardedIPConfiguration {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
  readonly HeaderName?: string;
}
interface T6811_ByteMatchStatement {
  readonly FieldToMatch?: T6800_FieldToMatch;
  readonly PositionalConstraint?: "EXACTLY" | "STARTS_WITH" | "ENDS_WITH" | "CONTAINS" | "CONTAINS_WORD";
  readonly PreParseTextTransformations?: readonly (T11840_PreParseTextTransformation)[];
  readonly SearchString?: string;
  readonly SearchStringBase64?: string;
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6800_FieldToMatch {
  readonly AllQueryArguments?: Json;
  readonly Body?: T6807_Body;
  readonly Cookies?: T6805_Cookies;
  readonly HeaderOrder?: T11839_HeaderOrder;
  readonly Headers?: T6803_Headers;
  readonly JA3Fingerprint?: T11836_JA3Fingerprint;
  readonly JA4Fingerprint?: T11837_JA4Fingerprint;
  readonly JsonBody?: T6801_JsonBody;
  readonly Method?: Json;
  readonly QueryString?: Json;
  readonly SingleHeader?: T6849_SingleHeader;
  readonly SingleQueryArgument?: T6850_SingleQueryArgument;
  readonly UriFragment?: T11838_UriFragment;
  readonly UriPath?: Json;
}
interface T6807_Body {
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6805_Cookies {
  readonly MatchPattern?: T6806_CookieMatchPattern;
  readonly MatchScope?: "ALL" | "KEY" | "VALUE";
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6806_CookieMatchPattern {
  readonly All?: Json;
  readonly ExcludedCookies?: readonly (string)[];
  readonly IncludedCookies?: readonly (string)[];
}
interface T11839_HeaderOrder {
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6803_Headers {
  readonly MatchPattern?: T6804_HeaderMatchPattern;
  readonly MatchScope?: "ALL" | "KEY" | "VALUE";
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6804_HeaderMatchPattern {
  readonly All?: Json;
  readonly ExcludedHeaders?: readonly (string)[];
  readonly IncludedHeaders?: readonly (string)[];
}
interface T11836_JA3Fingerprint {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T11837_JA4Fingerprint {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T6801_JsonBody {
  readonly InvalidFallbackBehavior?: "MATCH" | "NO_MATCH" | "EVALUATE_AS_STRING";
  readonly MatchPattern?: T6802_JsonMatchPattern;
  readonly MatchScope?: "ALL" | "KEY" | "VALUE";
  readonly OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH";
}
interface T6802_JsonMatchPattern {
  readonly All?: Json;
  readonly IncludedPaths?: readonly (string)[];
}
interface T6849_SingleHeader {
  readonly Name?: string;
}
interface T6850_SingleQueryArgument {
  readonly Name?: string;
}
interface T11838_UriFragment {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T11840_PreParseTextTransformation {
  readonly Priority?: number;
  readonly Type?: "NONE" | "URL_DECODE" | "URL_DECODE_UNI" | "COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA" | "REPLACE_SEMICOLONS_WITH_AMPERSANDS";
}
interface T6799_TextTransformation {
  readonly Priority?: number;
  readonly Type?: "NONE" | "COMPRESS_WHITE_SPACE" | "HTML_ENTITY_DECODE" | "LOWERCASE" | "CMD_LINE" | "URL_DECODE" | "BASE64_DECODE" | "HEX_DECODE" | "MD5" | "REPLACE_COMMENTS" | "ESCAPE_SEQ_DECODE" | "SQL_HEX_DECODE" | "CSS_DECODE" | "JS_DECODE" | "NORMALIZE_PATH" | "NORMALIZE_PATH_WIN" | "REMOVE_NULLS" | "REPLACE_NULLS" | "BASE64_DECODE_EXT" | "URL_DECODE_UNI" | "UTF8_TO_UNICODE" | "REMOVE_WHITESPACE" | "TRIM" | "TRIM_LEFT" | "TRIM_RIGHT" | "REMOVE_COMMENTS_CHAR" | "UPPERCASE" | "CMD_LINE_WIN" | "CMD_LINE_UNIX" | "JS_DECODE_EXT" | "SHA256";
}
interface T6821_GeoMatchStatement {
  readonly CountryCodes?: readonly (string)[];
  readonly ForwardedIPConfig?: T6820_ForwardedIPConfiguration;
}
interface T6843_IPSetReferenceStatement {
  readonly Arn?: string;
  readonly IPSetForwardedIPConfig?: T6844_IPSetForwardedIPConfiguration;
}
interface T6844_IPSetForwardedIPConfiguration {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
  readonly HeaderName?: string;
  readonly Position?: "FIRST" | "LAST" | "ANY";
}
interface T6825_LabelMatchStatement {
  readonly Key?: string;
  readonly Scope?: "LABEL" | "NAMESPACE";
}
interface T6830_ManagedRuleGroupStatement {
  readonly ExcludedRules?: readonly (T6824_ExcludedRule)[];
  readonly ManagedRuleGroupConfigs?: readonly (T6831_ManagedRuleGroupConfig)[];
  readonly Name?: string;
  readonly RuleActionOverrides?: readonly (T6823_RuleActionOverride)[];
  readonly ScopeDownStatement?: T6797_Statement;
  readonly VendorName?: string;
  readonly Version?: string;
}
interface T6824_ExcludedRule {
  readonly Name?: string;
}
interface T6831_ManagedRuleGroupConfig {
  readonly AWSManagedRulesACFPRuleSet?: T6841_AWSManagedRulesACFPRuleSet;
  readonly AWSManagedRulesATPRuleSet?: T6833_AWSManagedRulesATPRuleSet;
  readonly AWSManagedRulesAntiDDoSRuleSet?: T11845_AWSManagedRulesAntiDDoSRuleSet;
  readonly AWSManagedRulesBotControlRuleSet?: T6840_AWSManagedRulesBotControlRuleSet;
  readonly LoginPath?: string;
  readonly PasswordField?: T6832_FieldIdentifier;
  readonly PayloadType?: "JSON" | "FORM_ENCODED";
  readonly UsernameField?: T6832_FieldIdentifier;
}
interface T6841_AWSManagedRulesACFPRuleSet {
  readonly CreationPath?: string;
  readonly EnableRegexInPath?: boolean;
  readonly RegistrationPagePath?: string;
  readonly RequestInspection?: T6842_RequestInspectionACFP;
  readonly ResponseInspection?: T6834_ResponseInspection;
}
interface T6842_RequestInspectionACFP {
  readonly AddressFields?: readonly (T6832_FieldIdentifier)[];
  readonly EmailField?: T6832_FieldIdentifier;
  readonly PasswordField?: T6832_FieldIdentifier;
  readonly PayloadType?: "JSON" | "FORM_ENCODED";
  readonly PhoneNumberFields?: readonly (T6832_FieldIdentifier)[];
  readonly UsernameField?: T6832_FieldIdentifier;
}
interface T6832_FieldIdentifier {
  readonly Identifier?: string;
}
interface T6834_ResponseInspection {
  readonly BodyContains?: T6836_ResponseInspectionBodyContains;
  readonly Header?: T6835_ResponseInspectionHeader;
  readonly Json?: T6837_ResponseInspectionJson;
  readonly StatusCode?: T6838_ResponseInspectionStatusCode;
}
interface T6836_ResponseInspectionBodyContains {
  readonly FailureStrings?: readonly (string)[];
  readonly SuccessStrings?: readonly (string)[];
}
interface T6835_ResponseInspectionHeader {
  readonly FailureValues?: readonly (string)[];
  readonly Name?: string;
  readonly SuccessValues?: readonly (string)[];
}
interface T6837_ResponseInspectionJson {
  readonly FailureValues?: readonly (string)[];
  readonly Identifier?: string;
  readonly SuccessValues?: readonly (string)[];
}
interface T6838_ResponseInspectionStatusCode {
  readonly FailureCodes?: readonly (number)[];
  readonly SuccessCodes?: readonly (number)[];
}
interface T6833_AWSManagedRulesATPRuleSet {
  readonly EnableRegexInPath?: boolean;
  readonly LoginPath?: string;
  readonly RequestInspection?: T6839_RequestInspection;
  readonly ResponseInspection?: T6834_ResponseInspection;
}
interface T6839_RequestInspection {
  readonly PasswordField?: T6832_FieldIdentifier;
  readonly PayloadType?: "JSON" | "FORM_ENCODED";
  readonly UsernameField?: T6832_FieldIdentifier;
}
interface T11845_AWSManagedRulesAntiDDoSRuleSet {
  readonly ClientSideActionConfig?: T11846_ClientSideActionConfig;
  readonly SensitivityToBlock?: "LOW" | "MEDIUM" | "HIGH";
}
interface T11846_ClientSideActionConfig {
  readonly Challenge?: T11847_ClientSideAction;
}
interface T11847_ClientSideAction {
  readonly ExemptUriRegularExpressions?: readonly (T11848_Regex)[];
  readonly Sensitivity?: "LOW" | "MEDIUM" | "HIGH";
  readonly UsageOfAction?: "ENABLED" | "DISABLED";
}
interface T11848_Regex {
  readonly RegexString?: string;
}
interface T6840_AWSManagedRulesBotControlRuleSet {
  readonly EnableMachineLearning?: boolean;
  readonly InspectionLevel?: "COMMON" | "TARGETED";
}
interface T6823_RuleActionOverride {
  readonly ActionToUse?: T6793_RuleAction;
  readonly Name?: string;
}
interface T6810_NotStatement {
  readonly Statement?: T6797_Statement;
}
interface T6829_OrStatement {
  readonly Statements?: readonly (T6797_Statement)[];
}
interface T6812_RateBasedStatement {
  readonly AggregateKeyType?: "CONSTANT" | "IP" | "FORWARDED_IP" | "CUSTOM_KEYS";
  readonly CustomKeys?: readonly (T6813_RateBasedStatementCustomKey)[];
  readonly EvaluationWindowSec?: number;
  readonly ForwardedIPConfig?: T6820_ForwardedIPConfiguration;
  readonly Limit?: number;
  readonly ScopeDownStatement?: T6797_Statement;
}
interface T6813_RateBasedStatementCustomKey {
  readonly ASN?: Json;
  readonly Cookie?: T6814_RateLimitCookie;
  readonly ForwardedIP?: Json;
  readonly HTTPMethod?: Json;
  readonly Header?: T6816_RateLimitHeader;
  readonly IP?: Json;
  readonly JA3Fingerprint?: T11842_RateLimitJA3Fingerprint;
  readonly JA4Fingerprint?: T11843_RateLimitJA4Fingerprint;
  readonly LabelNamespace?: T6819_RateLimitLabelNamespace;
  readonly QueryArgument?: T6815_RateLimitQueryArgument;
  readonly QueryString?: T6817_RateLimitQueryString;
  readonly UriPath?: T6818_RateLimitUriPath;
}
interface T6814_RateLimitCookie {
  readonly Name?: string;
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6816_RateLimitHeader {
  readonly Name?: string;
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T11842_RateLimitJA3Fingerprint {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T11843_RateLimitJA4Fingerprint {
  readonly FallbackBehavior?: "MATCH" | "NO_MATCH";
}
interface T6819_RateLimitLabelNamespace {
  readonly Namespace?: string;
}
interface T6815_RateLimitQueryArgument {
  readonly Name?: string;
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6817_RateLimitQueryString {
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6818_RateLimitUriPath {
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6826_RegexMatchStatement {
  readonly FieldToMatch?: T6800_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11840_PreParseTextTransformation)[];
  readonly RegexString?: string;
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6828_RegexPatternSetReferenceStatement {
  readonly Arn?: string;
  readonly FieldToMatch?: T6800_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11840_PreParseTextTransformation)[];
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6822_RuleGroupReferenceStatement {
  readonly Arn?: string;
  readonly ExcludedRules?: readonly (T6824_ExcludedRule)[];
  readonly RuleActionOverrides?: readonly (T6823_RuleActionOverride)[];
}
interface T6798_SizeConstraintStatement {
  readonly ComparisonOperator?: "EQ" | "NE" | "LE" | "LT" | "GE" | "GT";
  readonly FieldToMatch?: T6800_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11840_PreParseTextTransformation)[];
  readonly Size?: number;
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6827_SqliMatchStatement {
  readonly FieldToMatch?: T6800_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11840_PreParseTextTransformation)[];
  readonly SensitivityLevel?: "LOW" | "HIGH";
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6809_XssMatchStatement {
  readonly FieldToMatch?: T6800_FieldToMatch;
  readonly PreParseTextTransformations?: readonly (T11840_PreParseTextTransformation)[];
  readonly TextTransformations?: readonly (T6799_TextTransformation)[];
}
interface T6847_VisibilityConfig {
  readonly CloudWatchMetricsEnabled?: boolean;
  readonly MetricName?: string;
  readonly SampledRequestsEnabled?: boolean;
}

/** The properties of each CloudFormation type that the catalogue of checks names. All are optional: what a template omits is for a check to judge. */
export interface CfnProperties {
  'AWS::ApiGateway::Account': {
    readonly CloudWatchRoleArn?: string;
  };
  'AWS::ApiGateway::ApiKey': {
    readonly CustomerId?: string;
    readonly Description?: string;
    readonly Enabled?: boolean;
    readonly GenerateDistinctId?: boolean;
    readonly Name?: string;
    readonly StageKeys?: readonly (T100_StageKey)[];
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly Value?: string;
  };
  'AWS::ApiGateway::Authorizer': {
    readonly AuthType?: string;
    readonly AuthorizerCredentials?: string;
    readonly AuthorizerResultTtlInSeconds?: number;
    readonly AuthorizerUri?: string;
    readonly IdentitySource?: string;
    readonly IdentityValidationExpression?: string;
    readonly Name?: string;
    readonly ProviderARNs?: readonly (string)[];
    readonly RestApiId?: string;
    readonly Type?: string;
  };
  'AWS::ApiGateway::BasePathMapping': {
    readonly BasePath?: string;
    readonly DomainName?: string;
    readonly Id?: string;
    readonly RestApiId?: string;
    readonly Stage?: string;
  };
  'AWS::ApiGateway::BasePathMappingV2': {
    readonly BasePath?: string;
    readonly DomainNameArn?: string;
    readonly RestApiId?: string;
    readonly Stage?: string;
  };
  'AWS::ApiGateway::Deployment': {
    readonly DeploymentCanarySettings?: T109_DeploymentCanarySettings;
    readonly Description?: string;
    readonly RestApiId?: string;
    readonly StageDescription?: T105_StageDescription;
    readonly StageName?: string;
  };
  'AWS::ApiGateway::DomainName': {
    readonly CertificateArn?: string;
    readonly DomainName?: string;
    readonly EndpointAccessMode?: string;
    readonly EndpointConfiguration?: T115_EndpointConfiguration;
    readonly MutualTlsAuthentication?: T114_MutualTlsAuthentication;
    readonly OwnershipVerificationCertificateArn?: string;
    readonly RegionalCertificateArn?: string;
    readonly RoutingMode?: "BASE_PATH_MAPPING_ONLY" | "ROUTING_RULE_THEN_BASE_PATH_MAPPING" | "ROUTING_RULE_ONLY";
    readonly SecurityPolicy?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::ApiGateway::DomainNameV2': {
    readonly CertificateArn?: string;
    readonly DomainName?: string;
    readonly EndpointAccessMode?: string;
    readonly EndpointConfiguration?: T7070_EndpointConfiguration;
    readonly Policy?: Json;
    readonly RoutingMode?: "BASE_PATH_MAPPING_ONLY" | "ROUTING_RULE_THEN_BASE_PATH_MAPPING" | "ROUTING_RULE_ONLY";
    readonly SecurityPolicy?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::ApiGateway::Method': {
    readonly ApiKeyRequired?: boolean;
    readonly AuthorizationScopes?: readonly (string)[];
    readonly AuthorizationType?: string;
    readonly AuthorizerId?: string;
    readonly HttpMethod?: string;
    readonly Integration?: T118_Integration;
    readonly MethodResponses?: readonly (T120_MethodResponse)[];
    readonly OperationName?: string;
    readonly RequestModels?: Readonly<Record<string, string>>;
    readonly RequestParameters?: Readonly<Record<string, boolean | string>>;
    readonly RequestValidatorId?: string;
    readonly ResourceId?: string;
    readonly RestApiId?: string;
  };
  'AWS::ApiGateway::Model': {
    readonly ContentType?: string;
    readonly Description?: string;
    readonly Name?: string;
    readonly RestApiId?: string;
    readonly Schema?: Json;
  };
  'AWS::ApiGateway::RequestValidator': {
    readonly Name?: string;
    readonly RestApiId?: string;
    readonly ValidateRequestBody?: boolean;
    readonly ValidateRequestParameters?: boolean;
  };
  'AWS::ApiGateway::Resource': {
    readonly ParentId?: string;
    readonly PathPart?: string;
    readonly RestApiId?: string;
  };
  'AWS::ApiGateway::RestApi': {
    readonly ApiKeySourceType?: string;
    readonly BinaryMediaTypes?: readonly (string)[];
    readonly Body?: Json;
    readonly BodyS3Location?: T125_S3Location;
    readonly CloneFrom?: string;
    readonly Description?: string;
    readonly DisableExecuteApiEndpoint?: boolean;
    readonly EndpointAccessMode?: string;
    readonly EndpointConfiguration?: T126_EndpointConfiguration;
    readonly FailOnWarnings?: boolean;
    readonly MinimumCompressionSize?: number;
    readonly Mode?: string;
    readonly Name?: string;
    readonly Parameters?: Readonly<Record<string, string>>;
    readonly Policy?: Json;
    readonly SecurityPolicy?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly Version?: string;
  };
  'AWS::ApiGateway::Stage': {
    readonly AccessLogSetting?: T130_AccessLogSetting;
    readonly CacheClusterEnabled?: boolean;
    readonly CacheClusterSize?: string;
    readonly CanarySetting?: T128_CanarySetting;
    readonly ClientCertificateId?: string;
    readonly DeploymentId?: string;
    readonly Description?: string;
    readonly DocumentationVersion?: string;
    readonly MethodSettings?: readonly (T129_MethodSetting)[];
    readonly RestApiId?: string;
    readonly StageName?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly TracingEnabled?: boolean;
    readonly Variables?: Readonly<Record<string, string>>;
  };
  'AWS::ApiGateway::UsagePlan': {
    readonly ApiStages?: readonly (T133_ApiStage)[];
    readonly Description?: string;
    readonly Quota?: T132_QuotaSettings;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly Throttle?: T134_ThrottleSettings;
    readonly UsagePlanName?: string;
  };
  'AWS::ApiGateway::UsagePlanKey': {
    readonly KeyId?: string;
    readonly KeyType?: "API_KEY";
    readonly UsagePlanId?: string;
  };
  'AWS::ApiGatewayV2::Api': {
    readonly ApiKeySelectionExpression?: string;
    readonly BasePath?: string;
    readonly Body?: Json;
    readonly BodyS3Location?: T139_BodyS3Location;
    readonly CorsConfiguration?: T140_Cors;
    readonly CredentialsArn?: string;
    readonly Description?: string;
    readonly DisableExecuteApiEndpoint?: boolean;
    readonly DisableSchemaValidation?: boolean;
    readonly FailOnWarnings?: boolean;
    readonly IpAddressType?: string;
    readonly Name?: string;
    readonly ProtocolType?: string;
    readonly RouteKey?: string;
    readonly RouteSelectionExpression?: string;
    readonly Tags?: Readonly<Record<string, string>>;
    readonly Target?: string;
    readonly Version?: string;
  };
  'AWS::ApiGatewayV2::ApiMapping': {
    readonly ApiId?: string;
    readonly ApiMappingKey?: string;
    readonly DomainName?: string;
    readonly Stage?: string;
  };
  'AWS::ApiGatewayV2::Authorizer': {
    readonly ApiId?: string;
    readonly AuthorizerCredentialsArn?: string;
    readonly AuthorizerPayloadFormatVersion?: string;
    readonly AuthorizerResultTtlInSeconds?: number;
    readonly AuthorizerType?: string;
    readonly AuthorizerUri?: string;
    readonly EnableSimpleResponses?: boolean;
    readonly IdentitySource?: readonly (string)[];
    readonly IdentityValidationExpression?: string;
    readonly JwtConfiguration?: T149_JWTConfiguration;
    readonly Name?: string;
  };
  'AWS::ApiGatewayV2::DomainName': {
    readonly DomainName?: string;
    readonly DomainNameConfigurations?: readonly (T153_DomainNameConfiguration)[];
    readonly MutualTlsAuthentication?: T152_MutualTlsAuthentication;
    readonly RoutingMode?: "API_MAPPING_ONLY" | "ROUTING_RULE_THEN_API_MAPPING" | "ROUTING_RULE_ONLY";
    readonly Tags?: Readonly<Record<string, string>>;
  };
  'AWS::ApiGatewayV2::Integration': {
    readonly ApiId?: string;
    readonly ConnectionId?: string;
    readonly ConnectionType?: string;
    readonly ContentHandlingStrategy?: string;
    readonly CredentialsArn?: string;
    readonly Description?: string;
    readonly IntegrationMethod?: string;
    readonly IntegrationSubtype?: string;
    readonly IntegrationType?: string;
    readonly IntegrationUri?: string;
    readonly PassthroughBehavior?: string;
    readonly PayloadFormatVersion?: string;
    readonly RequestParameters?: Readonly<Record<string, string>>;
    readonly RequestTemplates?: Readonly<Record<string, string>>;
    readonly ResponseParameters?: Readonly<Record<string, T7071_ResponseParameterMap>>;
    readonly TemplateSelectionExpression?: string;
    readonly TimeoutInMillis?: number;
    readonly TlsConfig?: T155_TlsConfig;
  };
  'AWS::ApiGatewayV2::Model': {
    readonly ApiId?: string;
    readonly ContentType?: string;
    readonly Description?: string;
    readonly Name?: string;
    readonly Schema?: Json;
  };
  'AWS::ApiGatewayV2::Route': {
    readonly ApiId?: string;
    readonly ApiKeyRequired?: boolean;
    readonly AuthorizationScopes?: readonly (string)[];
    readonly AuthorizationType?: string;
    readonly AuthorizerId?: string;
    readonly ModelSelectionExpression?: string;
    readonly OperationName?: string;
    readonly RequestModels?: Readonly<Record<string, string>>;
    readonly RequestParameters?: Json;
    readonly RouteKey?: string;
    readonly RouteResponseSelectionExpression?: string;
    readonly Target?: string;
  };
  'AWS::ApiGatewayV2::RoutingRule': {
    readonly Actions?: readonly (T7078_Action)[];
    readonly Conditions?: readonly (T7074_Condition)[];
    readonly DomainNameArn?: string;
    readonly Priority?: number;
  };
  'AWS::ApiGatewayV2::Stage': {
    readonly AccessLogSettings?: T165_AccessLogSettings;
    readonly AccessPolicyId?: string;
    readonly ApiId?: string;
    readonly AutoDeploy?: boolean;
    readonly ClientCertificateId?: string;
    readonly DefaultRouteSettings?: T166_RouteSettings;
    readonly DeploymentId?: string;
    readonly Description?: string;
    readonly RouteSettings?: Readonly<Record<string, T166_RouteSettings>>;
    readonly StageName?: string;
    readonly StageVariables?: Json;
    readonly Tags?: Json;
  };
  'AWS::AppSync::Api': {
    readonly EventConfig?: T7150_EventConfig;
    readonly Name?: string;
    readonly OwnerContact?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::AppSync::ApiCache': {
    readonly ApiCachingBehavior?: string;
    readonly ApiId?: string;
    readonly AtRestEncryptionEnabled?: boolean;
    readonly HealthMetricsConfig?: string;
    readonly TransitEncryptionEnabled?: boolean;
    readonly Ttl?: number;
    readonly Type?: string;
  };
  'AWS::AppSync::ApiKey': {
    readonly ApiId?: string;
    readonly Description?: string;
    readonly Expires?: number;
  };
  'AWS::AppSync::GraphQLApi': {
    readonly AdditionalAuthenticationProviders?: readonly (T512_AdditionalAuthenticationProvider)[];
    readonly ApiType?: string;
    readonly AuthenticationType?: string;
    readonly EnhancedMetricsConfig?: T7163_EnhancedMetricsConfig;
    readonly EnvironmentVariables?: Readonly<Record<string, string>>;
    readonly IntrospectionConfig?: string;
    readonly LambdaAuthorizerConfig?: T513_LambdaAuthorizerConfig;
    readonly LogConfig?: T516_LogConfig;
    readonly MergedApiExecutionRoleArn?: string;
    readonly Name?: string;
    readonly OpenIDConnectConfig?: T511_OpenIDConnectConfig;
    readonly OwnerContact?: string;
    readonly QueryDepthLimit?: number;
    readonly ResolverCountLimit?: number;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly UserPoolConfig?: T515_UserPoolConfig;
    readonly Visibility?: string;
    readonly XrayEnabled?: boolean;
  };
  'AWS::AppSync::Resolver': {
    readonly ApiId?: string;
    readonly CachingConfig?: T523_CachingConfig;
    readonly Code?: string;
    readonly CodeS3Location?: string;
    readonly DataSourceName?: string;
    readonly FieldName?: string;
    readonly Kind?: string;
    readonly MaxBatchSize?: number;
    readonly MetricsConfig?: "ENABLED" | "DISABLED";
    readonly PipelineConfig?: T519_PipelineConfig;
    readonly RequestMappingTemplate?: string;
    readonly RequestMappingTemplateS3Location?: string;
    readonly ResponseMappingTemplate?: string;
    readonly ResponseMappingTemplateS3Location?: string;
    readonly Runtime?: T522_AppSyncRuntime;
    readonly SyncConfig?: T520_SyncConfig;
    readonly TypeName?: string;
  };
  'AWS::AppSync::DataSource': {
    readonly ApiId?: string;
    readonly Description?: string;
    readonly DynamoDBConfig?: T501_DynamoDBConfig;
    readonly ElasticsearchConfig?: T503_ElasticsearchConfig;
    readonly EventBridgeConfig?: T494_EventBridgeConfig;
    readonly HttpConfig?: T495_HttpConfig;
    readonly LambdaConfig?: T500_LambdaConfig;
    readonly MetricsConfig?: "DISABLED" | "ENABLED";
    readonly Name?: string;
    readonly OpenSearchServiceConfig?: T493_OpenSearchServiceConfig;
    readonly RelationalDatabaseConfig?: T498_RelationalDatabaseConfig;
    readonly ServiceRoleArn?: string;
    readonly Type?: string;
  };
  'AWS::CloudFront::Distribution': {
    readonly DistributionConfig?: T835_DistributionConfig;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::CodeBuild::Project': {
    readonly Artifacts?: T951_Artifacts;
    readonly AutoRetryLimit?: number;
    readonly BadgeEnabled?: boolean;
    readonly BuildBatchConfig?: T960_ProjectBuildBatchConfig;
    readonly Cache?: T962_ProjectCache;
    readonly ConcurrentBuildLimit?: number;
    readonly Description?: string;
    readonly EncryptionKey?: string;
    readonly Environment?: T956_Environment;
    readonly FileSystemLocations?: readonly (T955_ProjectFileSystemLocation)[];
    readonly LogsConfig?: T952_LogsConfig;
    readonly Name?: string;
    readonly QueuedTimeoutInMinutes?: number;
    readonly ResourceAccessRole?: string;
    readonly SecondaryArtifacts?: readonly (T951_Artifacts)[];
    readonly SecondarySourceVersions?: readonly (T959_ProjectSourceVersion)[];
    readonly SecondarySources?: readonly (T945_Source)[];
    readonly ServiceRole?: string;
    readonly Source?: T945_Source;
    readonly SourceVersion?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly TimeoutInMinutes?: number;
    readonly Triggers?: T949_ProjectTriggers;
    readonly Visibility?: string;
    readonly VpcConfig?: T944_VpcConfig;
  };
  'AWS::Cognito::IdentityPool': {
    readonly AllowClassicFlow?: boolean;
    readonly AllowUnauthenticatedIdentities?: boolean;
    readonly CognitoEvents?: Json;
    readonly CognitoIdentityProviders?: readonly (T1042_CognitoIdentityProvider)[];
    readonly CognitoStreams?: T1043_CognitoStreams;
    readonly DeveloperProviderName?: string;
    readonly IdentityPoolName?: string;
    readonly IdentityPoolTags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly OpenIdConnectProviderARNs?: readonly (string)[];
    readonly PushSync?: T1041_PushSync;
    readonly SamlProviderARNs?: readonly (string)[];
    readonly SupportedLoginProviders?: Json;
  };
  'AWS::Cognito::UserPool': {
    readonly AccountRecoverySetting?: T1067_AccountRecoverySetting;
    readonly AdminCreateUserConfig?: T1056_AdminCreateUserConfig;
    readonly AliasAttributes?: readonly (string)[];
    readonly AutoVerifiedAttributes?: readonly (string)[];
    readonly DcrConfiguration?: { readonly EnableStatus?: string; readonly OpenDcrEnabled?: boolean };
    readonly DeletionProtection?: string;
    readonly DeviceConfiguration?: T1066_DeviceConfiguration;
    readonly EmailAuthenticationMessage?: string;
    readonly EmailAuthenticationSubject?: string;
    readonly EmailConfiguration?: T1061_EmailConfiguration;
    readonly EmailVerificationMessage?: string;
    readonly EmailVerificationSubject?: string;
    readonly EnabledMfas?: readonly (string)[];
    readonly IssuerConfiguration?: T8441_IssuerConfiguration;
    readonly KeyConfiguration?: T8439_KeyConfiguration;
    readonly LambdaConfig?: T1063_LambdaConfig;
    readonly MfaConfiguration?: string;
    readonly Policies?: T1050_Policies;
    readonly Schema?: readonly (T1053_SchemaAttribute)[];
    readonly SmsAuthenticationMessage?: string;
    readonly SmsConfiguration?: T1062_SmsConfiguration;
    readonly SmsVerificationMessage?: string;
    readonly UserAttributeUpdateSettings?: T1060_UserAttributeUpdateSettings;
    readonly UserPoolAddOns?: T1059_UserPoolAddOns;
    readonly UserPoolName?: string;
    readonly UserPoolTags?: Readonly<Record<string, string>>;
    readonly UserPoolTier?: "LITE" | "ESSENTIALS" | "PLUS";
    readonly UsernameAttributes?: readonly (string)[];
    readonly UsernameConfiguration?: T1058_UsernameConfiguration;
    readonly VerificationMessageTemplate?: T1052_VerificationMessageTemplate;
    readonly WebAuthnFactorConfiguration?: "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION";
    readonly WebAuthnRelyingPartyID?: string;
    readonly WebAuthnUserVerification?: string;
  };
  'AWS::Cognito::UserPoolClient': {
    readonly AccessTokenValidity?: number;
    readonly AllowedOAuthFlows?: readonly (string)[];
    readonly AllowedOAuthFlowsUserPoolClient?: boolean;
    readonly AllowedOAuthScopes?: readonly (string)[];
    readonly AnalyticsConfiguration?: T1070_AnalyticsConfiguration;
    readonly AuthSessionValidity?: number;
    readonly CallbackURLs?: readonly (string)[];
    readonly ClientName?: string;
    readonly DefaultRedirectURI?: string;
    readonly EnablePropagateAdditionalUserContextData?: boolean;
    readonly EnableTokenRevocation?: boolean;
    readonly ExplicitAuthFlows?: readonly (string)[];
    readonly GenerateSecret?: boolean;
    readonly IdTokenValidity?: number;
    readonly LogoutURLs?: readonly (string)[];
    readonly PreventUserExistenceErrors?: string;
    readonly ReadAttributes?: readonly (string)[];
    readonly RefreshTokenRotation?: T8442_RefreshTokenRotation;
    readonly RefreshTokenValidity?: number;
    readonly SupportedIdentityProviders?: readonly (string)[];
    readonly TokenValidityUnits?: T1071_TokenValidityUnits;
    readonly UserPoolId?: string;
    readonly WriteAttributes?: readonly (string)[];
  };
  'AWS::Cognito::UserPoolIdentityProvider': {
    readonly AttributeMapping?: Readonly<Record<string, string>>;
    readonly IdpIdentifiers?: readonly (string)[];
    readonly ProviderDetails?: Readonly<Record<string, string>>;
    readonly ProviderName?: string;
    readonly ProviderType?: string;
    readonly UserPoolId?: string;
  };
  'AWS::Cognito::UserPoolResourceServer': {
    readonly Identifier?: string;
    readonly Name?: string;
    readonly Scopes?: readonly (T1077_ResourceServerScopeType)[];
    readonly UserPoolId?: string;
  };
  'AWS::DAX::Cluster': {
    readonly AvailabilityZones?: readonly (string)[];
    readonly ClusterEndpointEncryptionType?: string;
    readonly ClusterName?: string;
    readonly Description?: string;
    readonly IAMRoleARN?: string;
    readonly NetworkType?: string;
    readonly NodeType?: string;
    readonly NotificationTopicARN?: string;
    readonly ParameterGroupName?: string;
    readonly PreferredMaintenanceWindow?: string;
    readonly ReplicationFactor?: number;
    readonly SSESpecification?: T1255_SSESpecification;
    readonly SecurityGroupIds?: readonly (string)[];
    readonly SubnetGroupName?: string;
    readonly Tags?: Json;
  };
  'AWS::DynamoDB::GlobalTable': {
    readonly AttributeDefinitions?: readonly (T1438_AttributeDefinition)[];
    readonly BillingMode?: string;
    readonly GlobalSecondaryIndexes?: readonly (T1440_GlobalSecondaryIndex)[];
    readonly GlobalTableSourceArn?: string;
    readonly GlobalTableWitnesses?: readonly (T9001_GlobalTableWitness)[];
    readonly KeySchema?: readonly (T1442_KeySchema)[];
    readonly LocalSecondaryIndexes?: readonly (T1446_LocalSecondaryIndex)[];
    readonly MultiRegionConsistency?: "EVENTUAL" | "STRONG";
    readonly ReadOnDemandThroughputSettings?: T8999_ReadOnDemandThroughputSettings;
    readonly ReadProvisionedThroughputSettings?: T9002_GlobalReadProvisionedThroughputSettings;
    readonly Replicas?: readonly (T1447_ReplicaSpecification)[];
    readonly SSESpecification?: T1437_SSESpecification;
    readonly StreamSpecification?: T1439_StreamSpecification;
    readonly TableName?: string;
    readonly TimeToLiveSpecification?: T1454_TimeToLiveSpecification;
    readonly VectorIndexes?: readonly (T8994_VectorIndex)[];
    readonly WarmThroughput?: T8993_WarmThroughput;
    readonly WriteOnDemandThroughputSettings?: T9000_WriteOnDemandThroughputSettings;
    readonly WriteProvisionedThroughputSettings?: T1443_WriteProvisionedThroughputSettings;
  };
  'AWS::DynamoDB::Table': {
    readonly AttributeDefinitions?: readonly (T1466_AttributeDefinition)[];
    readonly BillingMode?: string;
    readonly ContributorInsightsSpecification?: T1459_ContributorInsightsSpecification;
    readonly DeletionProtectionEnabled?: boolean;
    readonly GlobalSecondaryIndexes?: readonly (T1467_GlobalSecondaryIndex)[];
    readonly ImportSourceSpecification?: T1460_ImportSourceSpecification;
    readonly KeySchema?: Json;
    readonly KinesisStreamSpecification?: T1457_KinesisStreamSpecification;
    readonly LocalSecondaryIndexes?: readonly (T1470_LocalSecondaryIndex)[];
    readonly OnDemandThroughput?: T9003_OnDemandThroughput;
    readonly PointInTimeRecoverySpecification?: T1464_PointInTimeRecoverySpecification;
    readonly ProvisionedThroughput?: T1465_ProvisionedThroughput;
    readonly ResourcePolicy?: T9004_ResourcePolicy;
    readonly SSESpecification?: T1456_SSESpecification;
    readonly StreamSpecification?: T1458_StreamSpecification;
    readonly TableClass?: string;
    readonly TableName?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly TimeToLiveSpecification?: T1471_TimeToLiveSpecification;
    readonly VectorIndexes?: readonly (T9006_VectorIndex)[];
    readonly WarmThroughput?: T9005_WarmThroughput;
  };
  'AWS::Events::ApiDestination': {
    readonly ConnectionArn?: string;
    readonly Description?: string;
    readonly HttpMethod?: "GET" | "HEAD" | "POST" | "OPTIONS" | "PUT" | "DELETE" | "PATCH";
    readonly InvocationEndpoint?: string;
    readonly InvocationRateLimitPerSecond?: number;
    readonly Name?: string;
  };
  'AWS::Events::Archive': {
    readonly ArchiveName?: string;
    readonly Description?: string;
    readonly EventPattern?: Json;
    readonly KmsKeyIdentifier?: string;
    readonly RetentionDays?: number;
    readonly SourceArn?: string;
  };
  'AWS::Events::Connection': {
    readonly AuthParameters?: T2051_AuthParameters;
    readonly AuthorizationType?: "API_KEY" | "BASIC" | "OAUTH_CLIENT_CREDENTIALS";
    readonly Description?: string;
    readonly InvocationConnectivityParameters?: T9379_InvocationConnectivityParameters;
    readonly KmsKeyIdentifier?: string;
    readonly Name?: string;
  };
  'AWS::Events::EventBus': {
    readonly DeadLetterConfig?: T9380_DeadLetterConfig;
    readonly Description?: string;
    readonly EventSourceName?: string;
    readonly KmsKeyIdentifier?: string;
    readonly LogConfig?: T9381_LogConfig;
    readonly Name?: string;
    readonly Policy?: Json;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::Events::EventBusPolicy': {
    readonly Action?: string;
    readonly Condition?: T2068_Condition;
    readonly EventBusName?: string;
    readonly Principal?: string;
    readonly Statement?: Json;
    readonly StatementId?: string;
  };
  'AWS::Events::Rule': {
    readonly Description?: string;
    readonly EventBusName?: string;
    readonly EventPattern?: Json;
    readonly Name?: string;
    readonly RoleArn?: string;
    readonly ScheduleExpression?: string;
    readonly State?: "DISABLED" | "ENABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly Targets?: readonly (T2070_Target)[];
  };
  'AWS::IAM::ManagedPolicy': {
    readonly Description?: string;
    readonly Groups?: readonly (string)[];
    readonly ManagedPolicyName?: string;
    readonly Path?: string;
    readonly PolicyDocument?: Json;
    readonly Roles?: readonly (string)[];
    readonly Users?: readonly (string)[];
  };
  'AWS::IAM::Policy': {
    readonly Groups?: readonly (string)[];
    readonly PolicyDocument?: Json;
    readonly PolicyName?: string;
    readonly Roles?: readonly (string)[];
    readonly Users?: readonly (string)[];
  };
  'AWS::IAM::Role': {
    readonly AssumeRolePolicyDocument?: Json;
    readonly Description?: string;
    readonly ManagedPolicyArns?: readonly (string)[];
    readonly MaxSessionDuration?: number;
    readonly Path?: string;
    readonly PermissionsBoundary?: string;
    readonly Policies?: readonly (T2487_Policy)[];
    readonly RoleName?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::IAM::RolePolicy': {
    readonly PolicyDocument?: Json;
    readonly PolicyName?: string;
    readonly RoleName?: string;
  };
  'AWS::KMS::Alias': {
    readonly AliasName?: string;
    readonly TargetKeyId?: string;
  };
  'AWS::KMS::Key': {
    readonly BypassPolicyLockoutSafetyCheck?: boolean;
    readonly Description?: string;
    readonly EnableKeyRotation?: boolean;
    readonly Enabled?: boolean;
    readonly KeyPolicy?: Json;
    readonly KeySpec?: "SYMMETRIC_DEFAULT" | "RSA_2048" | "RSA_3072" | "RSA_4096" | "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" | "ECC_SECG_P256K1" | "HMAC_224" | "HMAC_256" | "HMAC_384" | "HMAC_512" | "SM2" | "ML_DSA_44" | "ML_DSA_65" | "ML_DSA_87" | "ECC_NIST_EDWARDS25519";
    readonly KeyUsage?: "ENCRYPT_DECRYPT" | "SIGN_VERIFY" | "GENERATE_VERIFY_MAC" | "KEY_AGREEMENT";
    readonly MultiRegion?: boolean;
    readonly Origin?: "AWS_KMS" | "EXTERNAL";
    readonly PendingWindowInDays?: number;
    readonly RotationPeriodInDays?: number;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::KMS::ReplicaKey': {
    readonly Description?: string;
    readonly Enabled?: boolean;
    readonly KeyPolicy?: Json;
    readonly PendingWindowInDays?: number;
    readonly PrimaryKeyArn?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::Kinesis::ResourcePolicy': {
    readonly ResourceArn?: string;
    readonly ResourcePolicy?: Json;
  };
  'AWS::Kinesis::Stream': {
    readonly DesiredShardLevelMetrics?: readonly ("IncomingBytes" | "IncomingRecords" | "OutgoingBytes" | "OutgoingRecords" | "WriteProvisionedThroughputExceeded" | "ReadProvisionedThroughputExceeded" | "IteratorAgeMilliseconds" | "ALL")[];
    readonly MaxRecordSizeInKiB?: number;
    readonly Name?: string;
    readonly RetentionPeriodHours?: number;
    readonly ShardCount?: number;
    readonly StreamEncryption?: T3011_StreamEncryption;
    readonly StreamModeDetails?: T3010_StreamModeDetails;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly WarmThroughputMiBps?: number;
  };
  'AWS::KinesisFirehose::DeliveryStream': {
    readonly AmazonOpenSearchServerlessDestinationConfiguration?: T3139_AmazonOpenSearchServerlessDestinationConfiguration;
    readonly AmazonopensearchserviceDestinationConfiguration?: T3118_AmazonopensearchserviceDestinationConfiguration;
    readonly DatabaseSourceConfiguration?: T9837_DatabaseSourceConfiguration;
    readonly DeliveryStreamEncryptionConfigurationInput?: T3100_DeliveryStreamEncryptionConfigurationInput;
    readonly DeliveryStreamName?: string;
    readonly DeliveryStreamType?: "DatabaseAsSource" | "DirectPut" | "KinesisStreamAsSource" | "MSKAsSource";
    readonly DirectPutSourceConfiguration?: T9830_DirectPutSourceConfiguration;
    readonly ElasticsearchDestinationConfiguration?: T3142_ElasticsearchDestinationConfiguration;
    readonly ExtendedS3DestinationConfiguration?: T3127_ExtendedS3DestinationConfiguration;
    readonly HttpEndpointDestinationConfiguration?: T3101_HttpEndpointDestinationConfiguration;
    readonly IcebergDestinationConfiguration?: T9823_IcebergDestinationConfiguration;
    readonly KinesisStreamSourceConfiguration?: T3114_KinesisStreamSourceConfiguration;
    readonly MSKSourceConfiguration?: T3123_MSKSourceConfiguration;
    readonly RedshiftDestinationConfiguration?: T3115_RedshiftDestinationConfiguration;
    readonly S3DestinationConfiguration?: T3104_S3DestinationConfiguration;
    readonly SnowflakeDestinationConfiguration?: T9832_SnowflakeDestinationConfiguration;
    readonly SplunkDestinationConfiguration?: T3125_SplunkDestinationConfiguration;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::Lambda::Alias': {
    readonly Description?: string;
    readonly FunctionName?: string;
    readonly FunctionVersion?: string;
    readonly Name?: string;
    readonly ProvisionedConcurrencyConfig?: T3186_ProvisionedConcurrencyConfiguration;
    readonly RoutingConfig?: T3187_AliasRoutingConfiguration;
  };
  'AWS::Lambda::CodeSigningConfig': {
    readonly AllowedPublishers?: T3190_AllowedPublishers;
    readonly CodeSigningPolicies?: T3191_CodeSigningPolicies;
    readonly Description?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::Lambda::EventInvokeConfig': {
    readonly DestinationConfig?: T3193_DestinationConfig;
    readonly FunctionName?: string;
    readonly MaximumEventAgeInSeconds?: number;
    readonly MaximumRetryAttempts?: number;
    readonly Qualifier?: string;
  };
  'AWS::Lambda::EventSourceMapping': {
    readonly AmazonManagedKafkaEventSourceConfig?: T3206_AmazonManagedKafkaEventSourceConfig;
    readonly BatchSize?: number;
    readonly BisectBatchOnFunctionError?: boolean;
    readonly DestinationConfig?: T3204_DestinationConfig;
    readonly DocumentDBEventSourceConfig?: T3203_DocumentDBEventSourceConfig;
    readonly Enabled?: boolean;
    readonly EventSourceArn?: string;
    readonly FilterCriteria?: T3200_FilterCriteria;
    readonly FunctionName?: string;
    readonly FunctionResponseTypes?: readonly (string)[];
    readonly KmsKeyArn?: string;
    readonly LoggingConfig?: T9859_LoggingConfig;
    readonly MaximumBatchingWindowInSeconds?: number;
    readonly MaximumRecordAgeInSeconds?: number;
    readonly MaximumRetryAttempts?: number;
    readonly MetricsConfig?: T9855_MetricsConfig;
    readonly ParallelizationFactor?: number;
    readonly ProvisionedPollerConfig?: T9854_ProvisionedPollerConfig;
    readonly Queues?: readonly (string)[];
    readonly ScalingConfig?: T3197_ScalingConfig;
    readonly SelfManagedEventSource?: T3198_SelfManagedEventSource;
    readonly SelfManagedKafkaEventSourceConfig?: T3202_SelfManagedKafkaEventSourceConfig;
    readonly SourceAccessConfigurations?: readonly (T3207_SourceAccessConfiguration)[];
    readonly StartingPosition?: string;
    readonly StartingPositionTimestamp?: number;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly Topics?: readonly (string)[];
    readonly TumblingWindowInSeconds?: number;
  };
  'AWS::Lambda::Function': {
    readonly Architectures?: readonly (string)[];
    readonly CapacityProviderConfig?: T9864_CapacityProviderConfig;
    readonly Code?: T3215_Code;
    readonly CodeSigningConfigArn?: string;
    readonly DeadLetterConfig?: T3212_DeadLetterConfig;
    readonly Description?: string;
    readonly DurableConfig?: T9861_DurableConfig;
    readonly Environment?: T3217_Environment;
    readonly EphemeralStorage?: T3218_EphemeralStorage;
    readonly FileSystemConfigs?: readonly (T3216_FileSystemConfig)[];
    readonly FunctionName?: string;
    readonly FunctionScalingConfig?: T9860_FunctionScalingConfig;
    readonly Handler?: string;
    readonly ImageConfig?: T3209_ImageConfig;
    readonly KmsKeyArn?: string;
    readonly Layers?: readonly (string)[];
    readonly LoggingConfig?: T9866_LoggingConfig;
    readonly MemorySize?: number;
    readonly PackageType?: "Image" | "Zip";
    readonly PublishToLatestPublished?: boolean;
    readonly RecursiveLoop?: "Allow" | "Terminate";
    readonly ReservedConcurrentExecutions?: number;
    readonly Role?: string;
    readonly Runtime?: string;
    readonly RuntimeManagementConfig?: T3213_RuntimeManagementConfig;
    readonly SnapStart?: T3214_SnapStart;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly TenancyConfig?: T9863_TenancyConfig;
    readonly Timeout?: number;
    readonly TracingConfig?: T3210_TracingConfig;
    readonly VpcConfig?: T3211_VpcConfig;
  };
  'AWS::Lambda::LayerVersion': {
    readonly CompatibleArchitectures?: readonly (string)[];
    readonly CompatibleRuntimes?: readonly (string)[];
    readonly Content?: T3221_Content;
    readonly Description?: string;
    readonly LayerName?: string;
    readonly LicenseInfo?: string;
  };
  'AWS::Lambda::LayerVersionPermission': {
    readonly Action?: string;
    readonly LayerVersionArn?: string;
    readonly OrganizationId?: string;
    readonly Principal?: string;
  };
  'AWS::Lambda::Permission': {
    readonly Action?: string;
    readonly EventSourceToken?: string;
    readonly FunctionName?: string;
    readonly FunctionUrlAuthType?: "AWS_IAM" | "NONE";
    readonly InvokedViaFunctionUrl?: boolean;
    readonly Principal?: string;
    readonly PrincipalOrgID?: string;
    readonly SourceAccount?: string;
    readonly SourceArn?: string;
  };
  'AWS::Lambda::ResourcePolicy': {
    readonly PolicyDocument?: Json;
    readonly ResourceArn?: string;
  };
  'AWS::Lambda::Url': {
    readonly AuthType?: "AWS_IAM" | "NONE";
    readonly Cors?: T3225_Cors;
    readonly InvokeMode?: "BUFFERED" | "RESPONSE_STREAM";
    readonly Qualifier?: string;
    readonly TargetFunctionArn?: string;
  };
  'AWS::Lambda::Version': {
    readonly CodeSha256?: string;
    readonly Description?: string;
    readonly FunctionName?: string;
    readonly FunctionScalingConfig?: T9882_FunctionScalingConfig;
    readonly ProvisionedConcurrencyConfig?: T3227_ProvisionedConcurrencyConfiguration;
    readonly RuntimePolicy?: T9881_RuntimePolicy;
  };
  'AWS::Logs::LogGroup': {
    readonly BearerTokenAuthenticationEnabled?: boolean;
    readonly DataProtectionPolicy?: Json;
    readonly DeletionProtectionEnabled?: boolean;
    readonly FieldIndexPolicies?: readonly (Json)[];
    readonly KmsKeyId?: string;
    readonly LogGroupClass?: "STANDARD" | "INFREQUENT_ACCESS" | "DELIVERY";
    readonly LogGroupName?: string;
    readonly ResourcePolicyDocument?: Json;
    readonly RetentionInDays?: number;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::Logs::ResourcePolicy': {
    readonly PolicyDocument?: Json;
    readonly PolicyName?: string;
  };
  'AWS::Pipes::Pipe': {
    readonly Description?: string;
    readonly DesiredState?: "RUNNING" | "STOPPED";
    readonly Enrichment?: string;
    readonly EnrichmentParameters?: T4185_PipeEnrichmentParameters;
    readonly KmsKeyIdentifier?: string;
    readonly LogConfiguration?: T10567_PipeLogConfiguration;
    readonly Name?: string;
    readonly RoleArn?: string;
    readonly Source?: string;
    readonly SourceParameters?: T4187_PipeSourceParameters;
    readonly Tags?: Readonly<Record<string, string>>;
    readonly Target?: string;
    readonly TargetParameters?: T4154_PipeTargetParameters;
  };
  'AWS::S3::Bucket': {
    readonly AbacStatus?: "Enabled" | "Disabled";
    readonly AccelerateConfiguration?: T5942_AccelerateConfiguration;
    readonly AccessControl?: "AuthenticatedRead" | "AwsExecRead" | "BucketOwnerFullControl" | "BucketOwnerRead" | "LogDeliveryWrite" | "Private" | "PublicRead" | "PublicReadWrite";
    readonly AnalyticsConfigurations?: readonly (T5943_AnalyticsConfiguration)[];
    readonly BucketEncryption?: T5948_BucketEncryption;
    readonly BucketName?: string;
    readonly BucketNamePrefix?: string;
    readonly BucketNamespace?: "global" | "account-regional";
    readonly CorsConfiguration?: T5951_CorsConfiguration;
    readonly IntelligentTieringConfigurations?: readonly (T5953_IntelligentTieringConfiguration)[];
    readonly InventoryConfigurations?: readonly (T5955_InventoryConfiguration)[];
    readonly LifecycleConfiguration?: T5956_LifecycleConfiguration;
    readonly LoggingConfiguration?: T5962_LoggingConfiguration;
    readonly MetadataConfiguration?: T11211_MetadataConfiguration;
    readonly MetadataTableConfiguration?: T11206_MetadataTableConfiguration;
    readonly MetricsConfigurations?: readonly (T5963_MetricsConfiguration)[];
    readonly NotificationConfiguration?: T5964_NotificationConfiguration;
    readonly ObjectLockConfiguration?: T5972_ObjectLockConfiguration;
    readonly ObjectLockEnabled?: boolean;
    readonly OwnershipControls?: T5975_OwnershipControls;
    readonly PublicAccessBlockConfiguration?: T5977_PublicAccessBlockConfiguration;
    readonly ReplicationConfiguration?: T5978_ReplicationConfiguration;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly VersioningConfiguration?: T5992_VersioningConfiguration;
    readonly WebsiteConfiguration?: T5993_WebsiteConfiguration;
  };
  'AWS::S3::BucketPolicy': {
    readonly Bucket?: string;
    readonly PolicyDocument?: Json;
  };
  'AWS::SecretsManager::ResourcePolicy': {
    readonly BlockPublicPolicy?: boolean;
    readonly ResourcePolicy?: Json;
    readonly SecretId?: string;
  };
  'AWS::SecretsManager::RotationSchedule': {
    readonly ExternalSecretRotationMetadata?: readonly (T11513_ExternalSecretRotationMetadataItem)[];
    readonly ExternalSecretRotationRoleArn?: string;
    readonly HostedRotationLambda?: T6457_HostedRotationLambda;
    readonly RotateImmediatelyOnUpdate?: boolean;
    readonly RotationLambdaARN?: string;
    readonly RotationRules?: T6458_RotationRules;
    readonly SecretId?: string;
  };
  'AWS::SecretsManager::Secret': {
    readonly Description?: string;
    readonly GenerateSecretString?: T6460_GenerateSecretString;
    readonly KmsKeyId?: string;
    readonly Name?: string;
    readonly ReplicaRegions?: readonly (T6461_ReplicaRegion)[];
    readonly SecretString?: string;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly Type?: string;
  };
  'AWS::SecretsManager::SecretTargetAttachment': {
    readonly SecretId?: string;
    readonly TargetId?: string;
    readonly TargetType?: string;
  };
  'AWS::Scheduler::Schedule': {
    readonly Description?: string;
    readonly EndDate?: string;
    readonly FlexibleTimeWindow?: T6452_FlexibleTimeWindow;
    readonly GroupName?: string;
    readonly KmsKeyArn?: string;
    readonly Name?: string;
    readonly ScheduleExpression?: string;
    readonly ScheduleExpressionTimezone?: string;
    readonly StartDate?: string;
    readonly State?: "ENABLED" | "DISABLED";
    readonly Target?: T6438_Target;
  };
  'AWS::Signer::ProfilePermission': {
    readonly Action?: string;
    readonly Principal?: string;
    readonly ProfileName?: string;
    readonly ProfileVersion?: string;
    readonly StatementId?: string;
  };
  'AWS::Signer::SigningProfile': {
    readonly PlatformId?: "AWSLambda-SHA384-ECDSA" | "Notation-OCI-SHA384-ECDSA";
    readonly ProfileName?: string;
    readonly SignatureValidityPeriod?: T6536_SignatureValidityPeriod;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
  };
  'AWS::SNS::Subscription': {
    readonly DeliveryPolicy?: Json;
    readonly Endpoint?: string;
    readonly FilterPolicy?: Json;
    readonly FilterPolicyScope?: string;
    readonly Protocol?: string;
    readonly RawMessageDelivery?: boolean;
    readonly RedrivePolicy?: Json;
    readonly Region?: string;
    readonly ReplayPolicy?: Json;
    readonly SubscriptionRoleArn?: string;
    readonly TopicArn?: string;
  };
  'AWS::SNS::Topic': {
    readonly ArchivePolicy?: Json;
    readonly ContentBasedDeduplication?: boolean;
    readonly DataProtectionPolicy?: Json;
    readonly DeliveryStatusLogging?: readonly (T11716_LoggingConfig)[];
    readonly DisplayName?: string;
    readonly FifoThroughputScope?: string;
    readonly FifoTopic?: boolean;
    readonly KmsMasterKeyId?: string;
    readonly MaximumMessageSize?: number;
    readonly SignatureVersion?: string;
    readonly Subscription?: readonly (T6094_Subscription)[];
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly TopicName?: string;
    readonly TracingConfig?: string;
  };
  'AWS::SNS::TopicInlinePolicy': {
    readonly PolicyDocument?: Json;
    readonly TopicArn?: string;
  };
  'AWS::SNS::TopicPolicy': {
    readonly PolicyDocument?: Json;
    readonly Topics?: readonly (string)[];
  };
  'AWS::SQS::Queue': {
    readonly ContentBasedDeduplication?: boolean;
    readonly DeduplicationScope?: string;
    readonly DelaySeconds?: number;
    readonly FifoQueue?: boolean;
    readonly FifoThroughputLimit?: string;
    readonly KmsDataKeyReusePeriodSeconds?: number;
    readonly KmsMasterKeyId?: string;
    readonly MaximumMessageSize?: number;
    readonly MessageRetentionPeriod?: number;
    readonly QueueName?: string;
    readonly ReceiveMessageWaitTimeSeconds?: number;
    readonly RedriveAllowPolicy?: Json;
    readonly RedrivePolicy?: Json;
    readonly SqsManagedSseEnabled?: boolean;
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly VisibilityTimeout?: number;
  };
  'AWS::SQS::QueueInlinePolicy': {
    readonly PolicyDocument?: Json;
    readonly Queue?: string;
  };
  'AWS::SQS::QueuePolicy': {
    readonly PolicyDocument?: Json;
    readonly Queues?: readonly (string)[];
  };
  'AWS::SSM::Parameter': {
    readonly AllowedPattern?: string;
    readonly DataType?: "text" | "aws:ec2:image";
    readonly Description?: string;
    readonly Name?: string;
    readonly Policies?: string;
    readonly Tags?: Readonly<Record<string, string>>;
    readonly Tier?: "Standard" | "Advanced" | "Intelligent-Tiering";
    readonly Type?: "String" | "StringList";
    readonly Value?: string;
  };
  'AWS::StepFunctions::StateMachine': {
    readonly Definition?: Json;
    readonly DefinitionS3Location?: T6547_S3Location;
    readonly DefinitionString?: string;
    readonly DefinitionSubstitutions?: Readonly<Record<string, string | number | boolean>>;
    readonly EncryptionConfiguration?: T11741_EncryptionConfiguration;
    readonly LoggingConfiguration?: T6544_LoggingConfiguration;
    readonly RoleArn?: string;
    readonly StateMachineName?: string;
    readonly StateMachineType?: "STANDARD" | "EXPRESS";
    readonly Tags?: readonly (T6548_TagsEntry)[];
    readonly TracingConfiguration?: T6549_TracingConfiguration;
  };
  'AWS::WAFRegional::WebACLAssociation': {
    readonly ResourceArn?: string;
    readonly WebACLId?: string;
  };
  'AWS::WAFv2::LoggingConfiguration': {
    readonly LogDestinationConfigs?: readonly (string)[];
    readonly LoggingFilter?: T6725_LoggingFilter;
    readonly RedactedFields?: readonly (T6718_FieldToMatch)[];
    readonly ResourceArn?: string;
  };
  'AWS::WAFv2::RuleGroup': {
    readonly AvailableLabels?: readonly (T6729_LabelSummary)[];
    readonly Capacity?: number;
    readonly ConsumedLabels?: readonly (T6729_LabelSummary)[];
    readonly CustomResponseBodies?: Readonly<Record<string, T6730_CustomResponseBody>>;
    readonly Description?: string;
    readonly MonetizationConfig?: T11832_MonetizationConfig;
    readonly Name?: string;
    readonly Rules?: readonly (T6731_Rule)[];
    readonly Scope?: "CLOUDFRONT" | "REGIONAL";
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly VisibilityConfig?: T6768_VisibilityConfig;
  };
  'AWS::WAFv2::WebACL': {
    readonly ApplicationConfig?: T11852_ApplicationConfig;
    readonly AssociationConfig?: T6781_AssociationConfig;
    readonly CaptchaConfig?: T6848_CaptchaConfig;
    readonly ChallengeConfig?: T6790_ChallengeConfig;
    readonly CustomResponseBodies?: Readonly<Record<string, T6789_CustomResponseBody>>;
    readonly DataProtectionConfig?: T11849_DataProtectionConfig;
    readonly DefaultAction?: T6783_DefaultAction;
    readonly Description?: string;
    readonly MonetizationConfig?: T11855_MonetizationConfig;
    readonly Name?: string;
    readonly OnSourceDDoSProtectionConfig?: T11854_OnSourceDDoSProtectionConfig;
    readonly Rules?: readonly (T6792_Rule)[];
    readonly Scope?: "CLOUDFRONT" | "REGIONAL";
    readonly Tags?: readonly ({ readonly Key: string; readonly Value: string })[];
    readonly TokenDomains?: readonly (string)[];
    readonly VisibilityConfig?: T6847_VisibilityConfig;
  };
  'AWS::WAFv2::WebACLAssociation': {
    readonly ResourceArn?: string;
    readonly WebACLArn?: string;
  };
  'AWS::Lambda::WebFunctionEndpoint': {
    readonly AuthType?: string;
    readonly EndpointName?: string;
    readonly FunctionName?: string;
  };
}
