import type { Gap } from '../../model/inventory.ts';
import type { SourceFile } from '../text/source-file.ts';
import { transformsOf } from './detect.ts';
import { scopeOf } from './evaluated.ts';
import type { ReadDocument } from './files.ts';
import type { ReadContext } from './format.ts';
import { withIncludes } from './includes.ts';
import { withLoops } from './loops.ts';
import { withModules } from './modules/expand.ts';
import type { Node } from './node.ts';
import { parametersIn } from './passed.ts';

/** A document with what it includes, what its loops make and what its modules stand for written out. */
export interface Prepared {
  readonly root: Node;
  /** The files that it includes, and the fragments of its modules. */
  readonly sources: readonly SourceFile[];
  readonly gaps: readonly Gap[];
  /** Names of the transforms that it asks for. */
  readonly transforms: readonly string[];
  /** The logical ids of modules, by those of the resources that they stand for. */
  readonly madeBy: ReadonlyMap<string, string>;
}

/** Carries out what CloudFormation does to the text of a template before anything else. */
export const prepared = (document: ReadDocument, context: ReadContext): Prepared => {
  const included = withIncludes(document, context.files);
  const transforms = transformsOf(included.root);
  const looped = withLoops(document.source, included.root, transforms.includes('AWS::LanguageExtensions'), () =>
    scopeOf(included.root, {
      parameters: parametersIn(included.root, context),
      resources: new Set(),
      parts: new Map(),
      transformed: true,
      hidden: new Set(),
      outputs: () => undefined,
      imports: () => undefined,
    }),
  );
  const { root, sources, gaps, madeBy } = withModules({ source: document.source, root: looped.root }, included.sources, context.modules);
  return { root, sources: [...included.sources, ...sources], gaps: [...included.gaps, ...looped.gaps, ...gaps], transforms, madeBy };
};
