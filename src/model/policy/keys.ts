import { type Caller, STRANGERS_ORGANIZATION } from './callers.ts';
import { type Case, OWN_RESOURCE } from './compiled.ts';
import { claims } from './federated.ts';
import { common, hasHole, instance, isWild, matches, NO } from './glob.ts';
import { isSomebodys, rangeOf, strangersAddresses } from './ip.ts';
import { dateOf, type Held, numberOf } from './operators.ts';

/** One thing that a key may hold in a caller's request. */
export interface Candidate {
  readonly held: Held;
  /** Nobody wrote this value down. */
  readonly unnamed: boolean;
  readonly doubt: number;
}

const FILL = 'zq7x';
/** As many of a key's written values are tried; those with wildcards come first, as only they open what is fixed. */
const TRIED = 40;

const ABSENT: Candidate = { held: undefined, unnamed: false, doubt: 0 };
const exactly = (...values: readonly string[]): readonly Candidate[] =>
  values.map((value) => ({ held: [value], unnamed: false, doubt: 0 }));
const unnamed = (...values: readonly string[]): readonly Candidate[] => values.map((value) => ({ held: [value], unnamed: true, doubt: 0 }));
const doubted = (doubt: number, candidates: readonly Candidate[]): readonly Candidate[] => candidates.map((each) => ({ ...each, doubt }));
const inLists = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const values = [...new Set(candidates.flatMap(({ held }) => held ?? []))];
  return [
    ...candidates,
    ...values.map((value) => ({ held: [value, FILL], unnamed: false, doubt: 0 })),
    { held: values, unnamed: false, doubt: 0 },
  ];
};

/** The written values worth trying, in an order of their own, and texts that fill their wildcards. */
const worth = (written: readonly string[]): { readonly values: readonly string[]; readonly fillers: readonly string[] } => {
  const sorted = [...written].sort();
  const values = [...sorted.filter(isWild), ...sorted.filter((value) => !isWild(value))].slice(0, TRIED);
  const cores = values.map((value) => instance(value, '')).filter((core) => core.length < 500 && !hasHole(core));
  return { values, fillers: [...new Set([FILL, '', ...cores.slice(0, 6)])] };
};

/** Whatever the caller likes: the written values themselves, what is beside and between them, something else. */
const chosen = (written: readonly string[]): readonly Candidate[] => {
  const { values, fillers } = worth(written);
  const near = values.flatMap((value) => {
    const number = numberOf(value);
    const date = number === undefined ? dateOf(value) : undefined;
    if (date !== undefined) return [value, ...[date - 1000, date + 1000].map((at) => new Date(at).toISOString())];
    if (number !== undefined) return [value, String(number - 1), String(number + 1)];
    if (/^(true|false)$/i.test(value)) return ['true', 'false'];
    return isWild(value) ? fillers.map((filler) => instance(value, filler)) : [value];
  });
  return exactly(...new Set([...near, FILL, 'true', '1']));
};
const optional = (written: readonly string[]): readonly Candidate[] => [ABSENT, ...chosen(written)];

/** What is of both forms. A wildcard stands for a part of an ARN, not for several of them: a stranger does not choose the parts before his account. */
const meet = (form: string, value: string, filler: string): string | undefined => {
  const [parts, others] = [form.split(':'), value.split(':')];
  if (parts[0] !== 'arn' || others.length < 6) return common(form, value, filler);
  const both = [...parts.slice(0, 5), parts.slice(5).join(':')].map((part, at) =>
    common(part, at < 5 ? (others[at] ?? '') : others.slice(5).join(':'), filler),
  );
  return both.every((part) => part !== undefined) ? both.join(':') : undefined;
};

/** Texts of a form, shaped by the written values as far as the form allows. A written value without a wildcard is somebody's own. */
const shaped = (forms: readonly string[], written: readonly string[], literals: boolean): readonly Candidate[] => {
  const { values, fillers } = worth(written);
  const names = [...new Set(fillers.slice(0, 5).map((filler) => filler.slice(filler.lastIndexOf(':') + 1)))]; // No name within an ARN has a colon.
  const usable = values.filter((value) => literals || isWild(value));
  const found = forms.flatMap((form) => [
    instance(form, FILL),
    ...usable.flatMap((value) => names.map((filler) => meet(form, value, filler))),
  ]);
  return unnamed(...new Set(found.filter((text) => text !== undefined)));
};

const accountIn = (arn: string): string => arn.split(':')[4] ?? '';

/** An ARN that fixes its account, so that no resource of another one has it: nothing of it has to be tried for those. */
export const FIXED_ACCOUNT = /^arn:[^:*?]*:[^:*?]*:[^:*?]*:(\d{12}):/;

/** The ARNs of a source of an account: anything of it, and buckets, whose ARNs name no account. */
const sourceArns = (it: Case, caller: Caller, written: readonly string[]): readonly Candidate[] => {
  const arn = `arn:${it.partition}`;
  const mayBeOf = (id: string) => id === '' || (it.owns(id) && it.owns(caller.account)) || matches(id, caller.account, true) !== NO;
  // Anybody can make a resource with a name that is written out in his own account, so literals count wherever the account is free.
  const reachable = written.filter((value) => (FIXED_ACCOUNT.exec(value)?.[1] ?? caller.account) === caller.account);
  const ofAccount = shaped([`${arn}:*:*:${caller.account}:*`], reachable, true).filter(
    ({ held }) => !/^arn:[^:]*:s3:/.test(held?.[0] ?? ''),
  );
  const openNames = written.filter((value) => isWild(value.split(':').slice(5).join(':') || value));
  const ofBuckets = caller.named || caller.service === '*' || /^s3\./.test(caller.service ?? '');
  const buckets = !ofBuckets ? [] : shaped([`${arn}:s3:::*`], caller.named || caller.reusedBucket ? written : openNames, true);
  const references = written.filter((value) => value.startsWith(`arn:aws:${OWN_RESOURCE}:`));
  const literal = caller.named ? written.filter((value) => !isWild(value) && mayBeOf(accountIn(value))) : [];
  const shared = caller.reusedBucket && (caller.service === undefined || /^s3\./.test(caller.service)) ? references : [];
  return [...ofAccount, ...buckets, ...exactly(...literal, ...shared)];
};

const times = (it: Case, written: readonly string[], asNumber: boolean): readonly Candidate[] => {
  const now = it.question.today === undefined ? undefined : Date.parse(`${it.question.today.slice(0, 10)}T12:00:00Z`);
  const around = written.flatMap((value) => {
    const at = dateOf(value) ?? numberOf(value);
    return at === undefined ? [] : [at - 1000, at + 1000];
  });
  const show = (at: number): readonly string[] => {
    if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return [];
    return [asNumber ? String(Math.floor(at / 1000)) : new Date(at).toISOString()];
  };
  if (now === undefined || Number.isNaN(now)) return exactly(...show(Date.UTC(2026, 0, 1)), ...around.flatMap(show));
  // What opens later opens for whoever waits.
  return [...exactly(...show(now)), ...doubted(2, exactly(...around.filter((at) => at > now).flatMap(show)))];
};

/** Addresses within a VPC of one's own. */
const PRIVATE = ['10.20.30.40', '172.20.30.40', '192.168.30.40', '100.64.30.40'];

const addresses = (caller: Caller, written: readonly string[]): readonly Candidate[] => {
  if (caller.kind === 'service' || caller.network === 'endpoint') return [ABSENT];
  const ranges = written.map(rangeOf).filter((range) => range !== undefined);
  const own = caller.named ? written.filter((value) => isSomebody(value)).map((value) => value.replace(/\/\d+$/, '')) : [];
  const holes = caller.named ? written.filter((value) => rangeOf(value) === undefined) : [];
  return [
    ...strangersAddresses(ranges).flatMap(({ address, rare }) => doubted(rare ? 1 : 0, unnamed(address))),
    ...exactly(...own.slice(0, TRIED), ...holes),
  ];
};
const isSomebody = (text: string): boolean => {
  const range = rangeOf(text);
  return range !== undefined && isSomebodys(range);
};

/** Keys of a service whose value is part of the caller's own request. */
const REQUEST = new RegExp(
  [
    '^s3:(x-amz-.*|prefix|delimiter|max-keys|signature(version|age)|authtype|tlsversion|requestobjecttag(keys)?/?.*|versionid|locationconstraint)$',
    '^s3:(object-lock-.*|if-(none-)?match|accesspointnetworkorigin|jobsuspendedcause|objectcreationoperation)$',
    '^sns:(endpoint|protocol)$',
    '^kms:(viaservice|encryptioncontext.*|grant.*|retiringprincipal|granteeprincipal|messagetype|requestalias|signingalgorithm|encryptionalgorithm)$',
    '^kms:(macalgorithm|datakey.*|wrapping.*|bypasspolicy.*|schedulekeydeletion.*|reencryptonsamekey|expirationmodel|validto)$',
    '^secretsmanager:(versionid|versionstage|description|name|recoverywindowindays|forcedeletewithoutrecovery)$',
    '^events:(source|detail-type|detail\\..*|eventbusinvocation|managedby|targetarn)$',
    '^(aws:requesttag/.*|aws:referer|sts:rolesessionname|sts:transitivetagkeys|dynamodb:(attributes|select|returnvalues))$',
    '^(execute-api:viadomainarn|lambda:(principal|layer|functionarn|vpcids|subnetids|securitygroupids))$',
  ].join('|'),
);
/** Keys that say something of the resource, or of the request's kind, but nothing of the caller. */
const RESOURCE =
  /^(aws:resource(orgid|orgpaths|tag\/.*)|[a-z0-9-]+:resourcetag\/.*|s3:existingobjecttag\/.*|kms:(key.*|multiregion.*|resourcealiases|callertype))$/;

/** Whether a key tells callers apart at all; a condition on any other leaves an account as free as before. */
export const isCallersChoice = (key: string): boolean =>
  REQUEST.test(key) ||
  RESOURCE.test(key) ||
  /^(aws:(securetransport|currenttime|epochtime|requestedregion|resourceaccount|useragent)|lambda:(functionurlauthtype|invokedviafunctionurl))$/.test(
    key,
  );

/** What a key may hold in this caller's request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const candidates = (it: Case, caller: Caller, key: string, written: readonly string[]): readonly Candidate[] => {
  const { kind, account } = caller;
  const signed = kind === 'principal';
  const fixed = caller.unnamed ? unnamed(account) : exactly(account);
  const named = (values: readonly Candidate[]): readonly Candidate[] => (caller.named ? [...values, ...chosen(written)] : values);
  const organizations = (): readonly Candidate[] => {
    if (caller.organization !== undefined)
      return caller.organization === STRANGERS_ORGANIZATION ? unnamed(caller.organization) : exactly(caller.organization);
    return caller.named && signed ? [ABSENT, ...shaped(['o-*'], written, true)] : [ABSENT];
  };
  const organizationPaths = (): readonly Candidate[] => {
    if (caller.organization === undefined)
      return caller.named && signed ? [ABSENT, ...shaped(['o-*/r-*/', 'o-*/r-*/ou-*/'], written, true)] : [ABSENT];
    return shaped([`${caller.organization}/r-*/`, `${caller.organization}/r-*/ou-*/`], written, true);
  };
  const arn = `arn:${it.partition}`;

  switch (key) {
    case 'aws:principalaccount':
      return kind === 'anonymous' ? unnamed('anonymous') : signed ? fixed : [ABSENT];
    case 'kms:calleraccount':
    case 'aws:sourceowner':
    case 'events:creatoraccount':
      return kind === 'anonymous' ? [ABSENT] : fixed;
    case 'aws:principalarn':
      if (!signed) return [ABSENT];
      if (caller.arn !== undefined) return exactly(caller.arn);
      return shaped(
        ['iam::ID:role/*', 'iam::ID:user/*', 'iam::ID:root', 'sts::ID:federated-user/*'].map(
          (form) => `${arn}:${form.replace('ID', account)}`,
        ),
        written,
        true,
      );
    case 'aws:principalorgid':
      return signed ? organizations() : [ABSENT];
    case 'aws:principalorgpaths':
      return signed ? organizationPaths() : [ABSENT];
    case 'aws:principalorgmasteraccountid':
      return signed && (caller.organization !== undefined || caller.named) ? [ABSENT, ...named(unnamed(it.member))] : [ABSENT];
    case 'aws:principaltype':
      return kind === 'anonymous' ? exactly('Anonymous') : signed ? exactly('User', 'AssumedRole', 'Account', 'FederatedUser') : [ABSENT];
    case 'aws:userid':
      if (kind === 'anonymous') return exactly('anonymous');
      if (!signed) return [ABSENT];
      return named(shaped(['AROAZQ7XSTRANGER00000:*', 'AIDAZQ7XSTRANGER00000', account, `${account}:*`], written, false));
    case 'aws:principalisawsservice':
      return kind === 'anonymous' ? [ABSENT] : exactly(String(kind === 'service'));
    case 'aws:principalservicename':
    case 'aws:principalservicenameslist':
      return kind !== 'service' ? [ABSENT] : caller.service === '*' ? chosen(written) : exactly(caller.service ?? '');
    case 'aws:multifactorauthpresent':
      return signed ? [ABSENT, ...exactly('true', 'false')] : [ABSENT];
    case 'aws:username':
    case 'aws:multifactorauthage':
    case 'aws:tokenissuetime':
    case 'aws:federatedprovider':
    case 'aws:sourceidentity':
    case 'aws:assumedroot':
      return signed ? optional(written) : [ABSENT];
    case 'aws:calledviafirst':
    case 'aws:calledvialast':
      return signed ? optional(written) : [ABSENT];
    case 'aws:calledvia':
      return signed ? inLists(optional(written)) : [ABSENT];
    case 'aws:viaawsservice':
      return exactly(...(signed ? ['false', 'true'] : ['false']));
    case 'aws:sourceip':
      return addresses(caller, written);
    case 'aws:vpcsourceip':
    case 'aws:ec2instancesourceprivateipv4':
      return caller.network === 'internet'
        ? [ABSENT]
        : exactly(...PRIVATE, ...written.filter((value) => rangeOf(value)).map((value) => value.replace(/\/\d+$/, '')));
    case 'aws:sourcevpce':
      return caller.network === 'internet' ? [ABSENT] : named(unnamed('vpce-0a9f3c5e7b1d24680'));
    case 'aws:sourcevpc':
      return caller.network === 'internet' ? [ABSENT] : named(unnamed('vpc-0a9f3c5e7b1d24680'));
    case 'aws:ec2instancesourcevpc':
      return signed ? [ABSENT, ...named(unnamed('vpc-0a9f3c5e7b1d24680'))] : [ABSENT];
    case 'aws:sourcevpcarn':
      return caller.network === 'internet' ? [ABSENT] : named(shaped([`${arn}:ec2:*:${account}:vpc/*`], written, true));
    case 'aws:vpceaccount':
      return caller.network === 'internet' ? [ABSENT] : kind === 'anonymous' ? unnamed(it.stranger) : fixed;
    case 'aws:vpceorgid':
      return caller.network === 'internet' ? [ABSENT] : organizations();
    case 'aws:vpceorgpaths':
      return caller.network === 'internet' ? [ABSENT] : organizationPaths();
    case 'aws:securetransport':
      return exactly(...(kind === 'service' ? ['true'] : ['true', 'false']));
    // A request always has a user agent and a region, whatever they say.
    case 'aws:useragent':
    case 'aws:requestedregion':
      return chosen(written);
    case 'aws:currenttime':
      return times(it, written, false);
    case 'aws:epochtime':
      return times(it, written, true);
    case 'aws:sourceaccount':
      return kind === 'service' || sourcesItself(it, caller) ? fixed : [ABSENT];
    case 'aws:sourcearn':
      return kind === 'service' || sourcesItself(it, caller) ? sourceArns(it, caller, written) : [ABSENT];
    // The key is there only if the source's account is a member of an organization, so that a stranger may come without it.
    case 'aws:sourceorgid':
      return kind !== 'service' ? [ABSENT] : caller.named ? chosen(written) : organizations();
    case 'aws:sourceorgpaths':
      return kind !== 'service' ? [ABSENT] : caller.named ? chosen(written) : organizationPaths();
    case 'lambda:eventsourcetoken':
      return kind === 'service' ? named(unnamed(`${FILL}-token`)) : [ABSENT];
    case 'lambda:functionurlauthtype':
      return caller.url ? exactly('NONE', 'AWS_IAM') : [ABSENT];
    case 'lambda:invokedviafunctionurl':
      return caller.url ? exactly('true') : [ABSENT, ...exactly('false')];
    case 'lambda:sourcefunctionarn':
      return signed ? [ABSENT, ...named(shaped([`${arn}:lambda:*:${account}:function:*`], written, true))] : [ABSENT];
    case 'aws:sourceinstancearn':
    case 'ec2:sourceinstancearn':
      return signed ? [ABSENT, ...named(shaped([`${arn}:ec2:*:${account}:instance/*`], written, true))] : [ABSENT];
    case 's3:dataaccesspointaccount':
      return [ABSENT, ...(kind === 'anonymous' ? unnamed(it.stranger) : fixed)];
    case 's3:dataaccesspointarn':
      return [ABSENT, ...named(shaped([`${arn}:s3:*:${kind === 'anonymous' ? it.stranger : account}:accesspoint/*`], written, true))];
    case 'aws:resourceaccount':
    case 's3:resourceaccount':
      return exactly(it.own, ...it.question.ownAccounts);
    case 'aws:resourceorgid':
    case 'aws:resourceorgpaths':
      return inLists(chosen(written));
    case 'aws:tagkeys':
      return inLists(optional(written));
    case 'sts:externalid':
      return doubted(2, optional(written));
    default:
      return others(caller, key, written);
  }
};

/** EventBridge passes the ARN of the rule that sends, as the other account's own principal: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html */
const sourcesItself = (it: Case, caller: Caller): boolean => it.question.service === 'events' && caller.kind === 'principal';

const others = (caller: Caller, key: string, written: readonly string[]): readonly Candidate[] => {
  if (key.startsWith('aws:principaltag/')) return caller.kind === 'principal' ? optional(written) : [ABSENT];
  const colon = key.lastIndexOf(':');
  if (key.slice(0, colon).includes('.') || key.startsWith('saml:')) {
    if (caller.provider === undefined || key.slice(0, colon) !== caller.provider) return [ABSENT];
    const values = claims(caller.provider, key.slice(colon + 1), written);
    return values === undefined ? inLists(optional(written)) : unnamed(...values);
  }
  if (REQUEST.test(key)) return inLists(optional(written));
  if (RESOURCE.test(key)) return doubted(1, inLists(optional(written)));
  return doubted(2, inLists(optional(written)));
};
