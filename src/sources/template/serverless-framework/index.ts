import { evaluated } from '../evaluated.ts';
import type { Format } from '../format.ts';
import { expansionGap, gapAt } from '../gap.ts';
import { commentIgnores, metadataIgnores } from '../ignores.ts';
import { member, textOf } from '../node.ts';
import { withRepeats } from '../repeats.ts';
import { isService, mayBeService, meansService } from './detect.ts';
import { expandService } from './expand.ts';
import { serviceOf, setting } from './service.ts';
import { stackParameters } from './settings.ts';
import { askedIn } from './variables/asked.ts';
import { variablesOf } from './variables/resolve.ts';

/** Reads a service: resolves its variables, makes of it what a deployment would, and evaluates that. */
const read: Format['read'] = (document, context) => {
  const { given, files } = context;
  const { source, root } = document;
  const variables = variablesOf(document, files, given);
  const resolved = variables.whole(root);
  const service = serviceOf(resolved, given);
  const input = { source: 'template', file: source.file, format: 'serverless-framework' } as const;
  const cloud = textOf(setting(service.provider, 'name')) ?? textOf(member(root, 'provider')) ?? 'aws';
  const sources = [source, ...variables.read];
  const parameters = ['stage', 'region', ...sources.flatMap(({ text }) => askedIn(text))];
  const ignores = sources.flatMap(commentIgnores);
  if (cloud !== 'aws') {
    const gap = gapAt(member(root, 'provider')?.span ?? root.span, 'provider', `The service is deployed to ${cloud}, which is not read`);
    return { input, sources, resources: [], gaps: [gap], ignores, places: new Map(), hidden: () => new Set(), parameters };
  }
  const expanded = expandService(service);
  const own = stackParameters(service);
  const stack = { ...context, given: new Map([...own.values, ...given]) };
  const result = withRepeats(evaluated({ source, root: expanded.template, resources: expanded.resources }, stack, true), source);
  return {
    ...result,
    input,
    sources: [...new Set([...sources, ...result.sources])],
    gaps: [...[...variables.gaps, ...own.gaps, ...expanded.gaps].map(expansionGap), ...result.gaps],
    ignores: [...ignores, ...expanded.resources.flatMap(metadataIgnores)],
    parameters: [...parameters, ...result.parameters],
  };
};

/** The Serverless Framework, versions 3 and 4. */
export const serverlessFramework: Format = { mayBe: mayBeService, means: meansService, is: isService, read };
