import type { AnyCheck } from '../check.ts';
import apiCorsCredentials from './access/api-cors-credentials.ts';
import apiDefaultEndpointOpen from './access/api-default-endpoint-open.ts';
import apiPrivateOpen from './access/api-private-open.ts';
import apiRouteKeyOnly from './access/api-route-key-only.ts';
import apiRouteNoAuth from './access/api-route-no-auth.ts';
import appsyncApiKeyAuth from './access/appsync-api-key-auth.ts';
import authorizerCacheDisabled from './access/authorizer-cache-disabled.ts';
import authorizerCacheTooBroad from './access/authorizer-cache-too-broad.ts';
import authorizerDangling from './access/authorizer-dangling.ts';
import authorizerIdentityMissing from './access/authorizer-identity-missing.ts';
import authorizerUnused from './access/authorizer-unused.ts';
import cognitoClientBroadScopes from './access/cognito-client-broad-scopes.ts';
import cognitoClientImplicitFlow from './access/cognito-client-implicit-flow.ts';
import cognitoClientInsecureCallback from './access/cognito-client-insecure-callback.ts';
import cognitoClientLongTokens from './access/cognito-client-long-tokens.ts';
import cognitoClientManyTenants from './access/cognito-client-many-tenants.ts';
import cognitoClientPasswordFlow from './access/cognito-client-password-flow.ts';
import cognitoGuestAccess from './access/cognito-guest-access.ts';
import cognitoMfaOff from './access/cognito-mfa-off.ts';
import cognitoOpenRegistration from './access/cognito-open-registration.ts';
import cognitoUserEnumeration from './access/cognito-user-enumeration.ts';
import cognitoWeakPassword from './access/cognito-weak-password.ts';
import jwtAudienceMissing from './access/jwt-audience-missing.ts';
import jwtInQueryString from './access/jwt-in-query-string.ts';
import jwtIssuerInsecure from './access/jwt-issuer-insecure.ts';
import lambdaConfusedDeputy from './access/lambda-confused-deputy.ts';
import lambdaPublic from './access/lambda-public.ts';
import lambdaUrlCorsOpen from './access/lambda-url-cors-open.ts';
import lambdaUrlNoAuth from './access/lambda-url-no-auth.ts';
import routeScopesMissing from './access/route-scopes-missing.ts';
import websocketConnectNoAuth from './access/websocket-connect-no-auth.ts';
import cooldownNotConfigured from './dependencies/cooldown-not-configured.ts';
import installNotFrozen from './dependencies/install-not-frozen.ts';
import installScriptsEnabled from './dependencies/install-scripts-enabled.ts';
import lockfileDuplicated from './dependencies/lockfile-duplicated.ts';
import lockfileMissing from './dependencies/lockfile-missing.ts';
import lockfileStale from './dependencies/lockfile-stale.ts';
import packageAbandoned from './dependencies/package-abandoned.ts';
import packageConfusableScope from './dependencies/package-confusable-scope.ts';
import packageDeprecated from './dependencies/package-deprecated.ts';
import packageForeignRegistry from './dependencies/package-foreign-registry.ts';
import packageGitUnpinned from './dependencies/package-git-unpinned.ts';
import packageInsecureUrl from './dependencies/package-insecure-url.ts';
import packageInstallScript from './dependencies/package-install-script.ts';
import packageInstallScriptAdded from './dependencies/package-install-script-added.ts';
import packageIntegrityConflict from './dependencies/package-integrity-conflict.ts';
import packageIntegrityMissing from './dependencies/package-integrity-missing.ts';
import packageIntegrityWeak from './dependencies/package-integrity-weak.ts';
import packageMalicious from './dependencies/package-malicious.ts';
import packageOutdated from './dependencies/package-outdated.ts';
import packageProvenanceLost from './dependencies/package-provenance-lost.ts';
import packagePublisherChanged from './dependencies/package-publisher-changed.ts';
import packageSignatureInvalid from './dependencies/package-signature-invalid.ts';
import packageTooNew from './dependencies/package-too-new.ts';
import packageTyposquat from './dependencies/package-typosquat.ts';
import packageUrlMismatch from './dependencies/package-url-mismatch.ts';
import packageVulnerable from './dependencies/package-vulnerable.ts';
import registryInsecure from './dependencies/registry-insecure.ts';
import registryTokenCommitted from './dependencies/registry-token-committed.ts';
import scansNotContinuous from './dependencies/scans-not-continuous.ts';
import upgradesNotAutomated from './dependencies/upgrades-not-automated.ts';
import upgradesWithoutCooldown from './dependencies/upgrades-without-cooldown.ts';
import archiveDefaultKey from './encryption/archive-default-key.ts';
import archiveKeptForever from './encryption/archive-kept-forever.ts';
import bucketNoTlsPolicy from './encryption/bucket-no-tls-policy.ts';
import bucketPublic from './encryption/bucket-public.ts';
import busDefaultKey from './encryption/bus-default-key.ts';
import cacheUnencrypted from './encryption/cache-unencrypted.ts';
import environmentDefaultKey from './encryption/environment-default-key.ts';
import logsDefaultKey from './encryption/logs-default-key.ts';
import logsExecutionData from './encryption/logs-execution-data.ts';
import logsKeptForever from './encryption/logs-kept-forever.ts';
import messagesKeptLong from './encryption/messages-kept-long.ts';
import poolDefaultKey from './encryption/pool-default-key.ts';
import queueUnencrypted from './encryption/queue-unencrypted.ts';
import secretDefaultKey from './encryption/secret-default-key.ts';
import statemachineDefaultKey from './encryption/statemachine-default-key.ts';
import streamUnencrypted from './encryption/stream-unencrypted.ts';
import tableDefaultKey from './encryption/table-default-key.ts';
import tableNoRecovery from './encryption/table-no-recovery.ts';
import topicUnencrypted from './encryption/topic-unencrypted.ts';
import keyEndingInUse from './keys/key-ending-in-use.ts';
import keyForeignGrant from './keys/key-foreign-grant.ts';
import keyPolicyBroad from './keys/key-policy-broad.ts';
import keyPublic from './keys/key-public.ts';
import keyRotationOff from './keys/key-rotation-off.ts';
import keyRotationSlow from './keys/key-rotation-slow.ts';
import keyShared from './keys/key-shared.ts';
import asyncFailuresLost from './messaging/async-failures-lost.ts';
import busForeignAccount from './messaging/bus-foreign-account.ts';
import busPublic from './messaging/bus-public.ts';
import queueConfusedDeputy from './messaging/queue-confused-deputy.ts';
import queueForeignAccount from './messaging/queue-foreign-account.ts';
import queueNoTlsPolicy from './messaging/queue-no-tls-policy.ts';
import queueOpenRedrive from './messaging/queue-open-redrive.ts';
import queuePublic from './messaging/queue-public.ts';
import queueVisibilityShort from './messaging/queue-visibility-short.ts';
import subscriberUnverified from './messaging/subscriber-unverified.ts';
import topicConfusedDeputy from './messaging/topic-confused-deputy.ts';
import topicForeignAccount from './messaging/topic-foreign-account.ts';
import topicHttpSubscriber from './messaging/topic-http-subscriber.ts';
import topicLegacySignature from './messaging/topic-legacy-signature.ts';
import topicNoTlsPolicy from './messaging/topic-no-tls-policy.ts';
import topicPublic from './messaging/topic-public.ts';
import roleAdmin from './privileges/role-admin.ts';
import roleDecryptsEverything from './privileges/role-decrypts-everything.ts';
import roleEscalates from './privileges/role-escalates.ts';
import roleShared from './privileges/role-shared.ts';
import roleTrustsAnyone from './privileges/role-trusts-anyone.ts';
import roleWildcardAction from './privileges/role-wildcard-action.ts';
import roleWildcardResource from './privileges/role-wildcard-resource.ts';
import buildWithoutProvenance from './provenance/build-without-provenance.ts';
import codeSigningForeignPublisher from './provenance/code-signing-foreign-publisher.ts';
import codeSigningNotEnforced from './provenance/code-signing-not-enforced.ts';
import codebuildPrivileged from './provenance/codebuild-privileged.ts';
import lambdaCodeUnsigned from './provenance/lambda-code-unsigned.ts';
import lambdaForeignLayer from './provenance/lambda-foreign-layer.ts';
import lambdaSignatureExpired from './provenance/lambda-signature-expired.ts';
import layerPublic from './provenance/layer-public.ts';
import signingProfileRevoked from './provenance/signing-profile-revoked.ts';
import signingProfileWrongPlatform from './provenance/signing-profile-wrong-platform.ts';
import templateKeyRepeated from './provenance/template-key-repeated.ts';
import workflowActionUnpinned from './provenance/workflow-action-unpinned.ts';
import workflowTokenBroad from './provenance/workflow-token-broad.ts';
import apiCacheUnencrypted from './requests/api-cache-unencrypted.ts';
import apiDirectIntegrationUnvalidated from './requests/api-direct-integration-unvalidated.ts';
import apiHiddenStage from './requests/api-hidden-stage.ts';
import apiIntegrationPlaintext from './requests/api-integration-plaintext.ts';
import apiLogsBodies from './requests/api-logs-bodies.ts';
import apiModelPermissive from './requests/api-model-permissive.ts';
import apiNoAccessLog from './requests/api-no-access-log.ts';
import apiNoRequestValidation from './requests/api-no-request-validation.ts';
import apiNoThrottling from './requests/api-no-throttling.ts';
import apiNoWaf from './requests/api-no-waf.ts';
import apiUsagePlanUnlimited from './requests/api-usage-plan-unlimited.ts';
import apiWeakTls from './requests/api-weak-tls.ts';
import environmentPlaintextEndpoint from './requests/environment-plaintext-endpoint.ts';
import wafEmpty from './requests/waf-empty.ts';
import wafNoRateLimit from './requests/waf-no-rate-limit.ts';
import lambdaDeprecatedRuntime from './runtimes/lambda-deprecated-runtime.ts';
import lambdaImageUnpinned from './runtimes/lambda-image-unpinned.ts';
import lambdaRuntimeEnding from './runtimes/lambda-runtime-ending.ts';
import lambdaRuntimePinned from './runtimes/lambda-runtime-pinned.ts';
import layerDeprecatedRuntime from './runtimes/layer-deprecated-runtime.ts';
import pipelineDeprecatedRuntime from './runtimes/pipeline-deprecated-runtime.ts';
import parameterNotHidden from './secrets/parameter-not-hidden.ts';
import parameterPlaintext from './secrets/parameter-plaintext.ts';
import secretInEnvironment from './secrets/secret-in-environment.ts';
import secretInRepository from './secrets/secret-in-repository.ts';
import secretInTemplate from './secrets/secret-in-template.ts';
import secretNotRotated from './secrets/secret-not-rotated.ts';
import secretPublic from './secrets/secret-public.ts';
import secretUnused from './secrets/secret-unused.ts';

/** Every check that parapet ships with. */
export const checks = [
  packageVulnerable,
  packageMalicious,
  packageIntegrityMissing,
  packageInsecureUrl,
  packageOutdated,
  packageDeprecated,
  packageTooNew,
  packageAbandoned,
  packageProvenanceLost,
  packageSignatureInvalid,
  packageIntegrityWeak,
  packageIntegrityConflict,
  packageGitUnpinned,
  packageForeignRegistry,
  packageConfusableScope,
  packageUrlMismatch,
  packageTyposquat,
  packageInstallScript,
  packageInstallScriptAdded,
  packagePublisherChanged,
  lockfileMissing,
  lockfileStale,
  lockfileDuplicated,
  installNotFrozen,
  upgradesNotAutomated,
  scansNotContinuous,
  installScriptsEnabled,
  cooldownNotConfigured,
  upgradesWithoutCooldown,
  registryInsecure,
  registryTokenCommitted,
  lambdaDeprecatedRuntime,
  lambdaRuntimeEnding,
  lambdaRuntimePinned,
  lambdaImageUnpinned,
  layerDeprecatedRuntime,
  pipelineDeprecatedRuntime,
  lambdaCodeUnsigned,
  codeSigningNotEnforced,
  signingProfileRevoked,
  signingProfileWrongPlatform,
  templateKeyRepeated,
  lambdaSignatureExpired,
  apiRouteNoAuth,
  apiRouteKeyOnly,
  websocketConnectNoAuth,
  workflowActionUnpinned,
  workflowTokenBroad,
  buildWithoutProvenance,
  lambdaUrlNoAuth,
  authorizerCacheDisabled,
  authorizerUnused,
  authorizerDangling,
  authorizerCacheTooBroad,
  jwtAudienceMissing,
  apiDefaultEndpointOpen,
  cognitoClientBroadScopes,
  cognitoClientManyTenants,
  appsyncApiKeyAuth,
  authorizerIdentityMissing,
  jwtIssuerInsecure,
  jwtInQueryString,
  routeScopesMissing,
  cognitoClientImplicitFlow,
  cognitoClientPasswordFlow,
  cognitoClientInsecureCallback,
  cognitoClientLongTokens,
  cognitoUserEnumeration,
  cognitoMfaOff,
  cognitoWeakPassword,
  cognitoGuestAccess,
  cognitoOpenRegistration,
  apiPrivateOpen,
  apiCorsCredentials,
  lambdaUrlCorsOpen,
  lambdaPublic,
  lambdaConfusedDeputy,
  apiNoThrottling,
  apiHiddenStage,
  apiUsagePlanUnlimited,
  apiNoWaf,
  wafEmpty,
  wafNoRateLimit,
  apiNoAccessLog,
  apiLogsBodies,
  apiCacheUnencrypted,
  apiNoRequestValidation,
  apiDirectIntegrationUnvalidated,
  apiModelPermissive,
  apiWeakTls,
  apiIntegrationPlaintext,
  environmentPlaintextEndpoint,
  queuePublic,
  topicPublic,
  busPublic,
  queueForeignAccount,
  topicForeignAccount,
  busForeignAccount,
  queueConfusedDeputy,
  topicConfusedDeputy,
  queueNoTlsPolicy,
  topicNoTlsPolicy,
  topicLegacySignature,
  topicHttpSubscriber,
  queueOpenRedrive,
  asyncFailuresLost,
  queueVisibilityShort,
  queueUnencrypted,
  topicUnencrypted,
  streamUnencrypted,
  cacheUnencrypted,
  tableNoRecovery,
  archiveKeptForever,
  messagesKeptLong,
  logsExecutionData,
  secretDefaultKey,
  logsDefaultKey,
  busDefaultKey,
  archiveDefaultKey,
  statemachineDefaultKey,
  poolDefaultKey,
  environmentDefaultKey,
  tableDefaultKey,
  logsKeptForever,
  bucketPublic,
  bucketNoTlsPolicy,
  keyRotationOff,
  keyPublic,
  roleTrustsAnyone,
  layerPublic,
  codebuildPrivileged,
  keyRotationSlow,
  lambdaForeignLayer,
  codeSigningForeignPublisher,
  secretInEnvironment,
  secretInTemplate,
  secretInRepository,
  subscriberUnverified,
  parameterNotHidden,
  parameterPlaintext,
  secretPublic,
  secretNotRotated,
  secretUnused,
  roleAdmin,
  roleEscalates,
  roleDecryptsEverything,
  roleWildcardAction,
  roleWildcardResource,
  roleShared,
  keyPolicyBroad,
  keyEndingInUse,
  keyShared,
  keyForeignGrant,
] as const satisfies readonly AnyCheck[];
