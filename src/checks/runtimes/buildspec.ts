import type { AskedFor } from './images.ts';

const BLOCK = /["']?runtime-versions["']?[ \t]*:[ \t]*(\{[^}]*\}|(?:#[^\n]*)?\r?\n([ \t]+)[^\n]*(?:\r?\n(?:\2[^\n]*|[ \t]*))*)/;

/** The `runtime-versions` of a buildspec that stands in a template as text, as YAML or as JSON. https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html */
export const runtimeVersionsOf = (text: string): readonly AskedFor[] =>
  [...(BLOCK.exec(text)?.[1] ?? '').matchAll(/["']?([a-z]+)["']?[ \t]*:[ \t]*["']?([\w.]+)/g)].map(([, language = '', version = '']) => ({
    language,
    version,
  }));

/** Whether a BuildSpec is a text of its own, not the path or ARN of a file. */
export const isInline = (text: string): boolean => /[\n{]/.test(text);
