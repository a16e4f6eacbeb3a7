import type * as Sdk from '@aws-sdk/client-lambda';
import { documentOf, known } from '../answers.ts';
import type { ServiceRun } from '../run.ts';
import { aliasOf, mayGrantUrl, urlOf } from './mapper.ts';

const NOT_FOUND = ['ResourceNotFoundException'];

/** Who may call each function: its policy, those of its aliases and versions, and its URLs. */
export const readAccess = async (
  run: ServiceRun,
  client: Sdk.LambdaClient,
  sdk: typeof Sdk,
  functions: readonly { readonly name: string; readonly arn: string }[],
): Promise<void> => {
  /** The aliases of a function; `undefined` where they could not be listed. */
  const aliasesOf = async (name: string, arn: string): Promise<readonly string[] | undefined> => {
    if (!run.wants('lambda:ListAliases')) return undefined;
    const { items, failure } = await run.tryList(
      'lambda:ListAliases',
      async (Marker) => {
        const { Aliases, NextMarker } = await client.send(new sdk.ListAliasesCommand({ FunctionName: name, MaxItems: 50, Marker }));
        if (Aliases?.some(({ Name }) => typeof Name !== 'string')) throw new TypeError('an alias has no name');
        return { items: Aliases, next: NextMarker };
      },
      arn,
    );
    if (failure !== undefined) run.gap(failure, arn);
    for (const alias of items) {
      const aliasArn = alias.AliasArn ?? `${arn}:${alias.Name}`;
      const attributes = { Ref: aliasArn, AliasArn: aliasArn };
      run.add({ type: 'AWS::Lambda::Alias', id: `${name}:${alias.Name}`, arn: aliasArn, properties: aliasOf(arn, alias), attributes });
    }
    return failure === undefined ? items.map(({ Name = '' }) => Name) : undefined;
  };

  /** The published versions of a function, if somebody wants to know. */
  const versionsOf = async (name: string, arn: string): Promise<readonly string[]> => {
    const versions = await run.list(
      'lambda:ListVersionsByFunction',
      async (Marker) => {
        const { Versions, NextMarker } = await client.send(
          new sdk.ListVersionsByFunctionCommand({ FunctionName: name, MaxItems: 50, Marker }),
        );
        return { items: known(Versions, 'Version'), next: NextMarker };
      },
      arn,
    );
    return versions.flatMap(({ Version = '' }) => (Version === '$LATEST' ? [] : [Version]));
  };

  /** Reads a policy; whether it may let someone call a URL. */
  const policyOf = async (name: string, arn: string, qualifier?: string): Promise<boolean> => {
    const answer = await run.ask(
      'lambda:GetPolicy',
      async () => {
        const { Policy } = await client.send(
          new sdk.GetPolicyCommand({ FunctionName: name, ...(qualifier === undefined ? {} : { Qualifier: qualifier }) }),
        );
        if (typeof Policy !== 'string') throw new TypeError('Policy is missing');
        // A blank text is no policy either, and stays to be called malformed.
        return documentOf(Policy) ?? Policy;
      },
      NOT_FOUND,
    );
    if (answer.state === 'none') return false;
    const id = qualifier === undefined ? name : `${name}:${qualifier}`;
    const ResourceArn = qualifier === undefined ? arn : `${arn}:${qualifier}`;
    const properties = { ...run.given(answer, 'AWS::Lambda::ResourcePolicy', (PolicyDocument) => ({ PolicyDocument })), ResourceArn };
    run.add({ type: 'AWS::Lambda::ResourcePolicy', id, properties, attributes: { Ref: ResourceArn } });
    return answer.state === 'answered' ? mayGrantUrl(answer.value) : true;
  };

  const addUrl = (name: string, arn: string, url: Sdk.FunctionUrlConfig): void => {
    if (typeof url.AuthType !== 'string') throw new TypeError('a URL has no AuthType');
    const target = url.FunctionArn ?? arn;
    const qualifier = target.startsWith(`${arn}:`) ? target.slice(arn.length) : '';
    run.add({
      type: 'AWS::Lambda::Url',
      id: `${name}${qualifier}`,
      arn: target,
      properties: urlOf({ ...url, FunctionArn: target }),
      attributes: { Ref: target },
    });
  };

  let listsUrls = true;
  const urlsOf = async (name: string, arn: string, aliases: readonly string[]): Promise<void> => {
    if (listsUrls) {
      const { items, failure } = await run.tryList(
        'lambda:ListFunctionUrlConfigs',
        async (Marker) => {
          const { FunctionUrlConfigs, NextMarker } = await client.send(
            new sdk.ListFunctionUrlConfigsCommand({ FunctionName: name, MaxItems: 50, Marker }),
          );
          if (FunctionUrlConfigs?.some(({ AuthType }) => typeof AuthType !== 'string')) throw new TypeError('a URL has no AuthType');
          return { items: FunctionUrlConfigs, next: NextMarker };
        },
        arn,
      );
      for (const url of items) addUrl(name, arn, url);
      if (failure === undefined) return;
      if (failure.reason !== 'no-such-operation') return run.gap(failure, arn);
      listsUrls = false;
    }
    for (const qualifier of [undefined, ...aliases]) {
      const answer = await run.ask(
        'lambda:GetFunctionUrlConfig',
        () =>
          client.send(
            new sdk.GetFunctionUrlConfigCommand({ FunctionName: name, ...(qualifier === undefined ? {} : { Qualifier: qualifier }) }),
          ),
        NOT_FOUND,
      );
      if (answer.state === 'answered') addUrl(name, arn, answer.value);
      if (answer.state === 'failed') run.gap(answer.failure, arn);
    }
  };

  const read = async ({ name, arn }: { readonly name: string; readonly arn: string }): Promise<void> => {
    const [aliases, own, versions] = await Promise.all([aliasesOf(name, arn), policyOf(name, arn), versionsOf(name, arn)]);
    // A version has no URL.
    await run.each(versions, (version) => policyOf(name, arn, version));
    const theirs = await run.each(aliases ?? [], (alias) => policyOf(name, arn, alias));
    if (run.wants('lambda:ListFunctionUrlConfigs') && (aliases === undefined || own || theirs.includes(true)))
      urls.push(() => urlsOf(name, arn, aliases ?? []));
  };
  const urls: (() => Promise<void>)[] = [];
  await run.each(functions, read);
  // The first alone tells whether the endpoint knows the call.
  await urls.shift()?.();
  await run.each(urls, (ask) => ask());
};
