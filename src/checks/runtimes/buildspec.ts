/** A language and its version, as a build asks for them. */
export interface AskedFor {
  readonly language: string;
  readonly version: string;
}

const BLOCK = /["']?runtime-versions["']?[ \t]*:[ \t]*(\{[^}]*\}|(?:#[^\n]*)?\r?\n([ \t]+)[^\n]*(?:\r?\n(?:\2[^\n]*|[ \t]*))*)/;

/** The `runtime-versions` of a buildspec that stands in a template as text, as YAML or as JSON. https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html */
export const runtimeVersionsOf = (text: string): readonly AskedFor[] =>
  [...(BLOCK.exec(text)?.[1] ?? '').matchAll(/["']?([a-z]+)["']?[ \t]*:[ \t]*["']?([\w.]+)/g)].map(([, language = '', version = '']) => ({
    language,
    version,
  }));

/** Whether a BuildSpec is a text of its own, not the path or ARN of a file. */
export const isInline = (text: string): boolean => /[\n{]/.test(text);

/** The language that an image is for, by its name: `node:18-alpine`, `amazonlinux-x86_64-lambda-standard:python3.9`. */
export const languageOf = (image: string): AskedFor | undefined => {
  const lambda = /-lambda-standard:([a-z]+)([\d.]+)$/.exec(image);
  const official =
    /^(?:aws\/codebuild\/|(?:docker\.io\/)?(?:library\/)?|public\.ecr\.aws\/(?:docker\/library|lambda)\/)(node|nodejs|python|ruby|php|golang|java):([\w.]+)/.exec(
      image,
    );
  const [, language, version] = lambda ?? official ?? [];
  return language === undefined || version === undefined ? undefined : { language, version };
};
