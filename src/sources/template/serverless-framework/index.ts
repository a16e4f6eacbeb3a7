import type { Gap } from '../../../model/inventory.ts';
import { evaluated, gapAt } from '../evaluated.ts';
import type { Format } from '../format.ts';
import { commentIgnores, metadataIgnores } from '../ignores.ts';
import { lineOf } from '../lines.ts';
import { member, type SourceFile, textOf } from '../node.ts';
import type { ExpansionGap } from '../template.ts';
import { isService, mayBeService, meansService } from './detect.ts';
import { expandService } from './expand.ts';
import { serviceOf, setting } from './service.ts';
import { askedIn } from './variables/asked.ts';
import { variablesOf } from './variables/resolve.ts';

/** The resources of the service are those of its own file: what is missing because of another is missing there. */
const gapIn = (file: SourceFile, { span, reason, message, types }: ExpansionGap): Gap =>
  span.source === file
    ? gapAt(span, reason, message, types)
    : {
        source: 'template',
        scope: { file: file.file },
        reason,
        message: `${message} (${span.source.file}:${lineOf(span)})`,
        ...(types === undefined ? {} : { types }),
      };

/** Reads a service: resolves its variables, makes of it what a deployment would, and evaluates that. */
const read: Format['read'] = (document, { given, files }) => {
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
  const result = evaluated({ source, root: expanded.template, resources: expanded.resources }, given, true);
  return {
    ...result,
    input,
    sources,
    gaps: [...[...variables.gaps, ...expanded.gaps].map((gap) => gapIn(source, gap)), ...result.gaps],
    ignores: [...ignores, ...expanded.resources.flatMap(metadataIgnores)],
    parameters: [...parameters, ...result.parameters],
  };
};

/** The Serverless Framework, versions 3 and 4. */
export const serverlessFramework: Format = { mayBe: mayBeService, means: meansService, is: isService, read };
