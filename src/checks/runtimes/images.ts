import { BY_MAJOR } from './version-spec.ts';

/** A language and its version, as a build asks for them. */
export interface AskedFor {
  readonly language: string;
  readonly version: string;
}

/** Where the official images of languages are served from, and what some publishers call them. */
const OFFICIAL =
  /^(?:aws\/codebuild\/|(?:docker\.io\/)?(?:library\/|amazon\/aws-lambda-)?|public\.ecr\.aws\/(?:docker\/library|lambda|sam)\/(?:build-)?|mcr\.microsoft\.com\/)(node|nodejs|python|ruby|php|golang|go|java|dotnet\/sdk|dotnet\/runtime|dotnet\/aspnet|dotnet|amazoncorretto|eclipse-temurin|openjdk):?([\w.]+)?/;
const DISTROLESS = /^gcr\.io\/distroless\/(nodejs|java|python)(\d+)(?:-debian\d+)?(?::|@|$)/;
const LAMBDA = /-lambda-standard:([a-z]+)([\d.]+)$/;

const LANGUAGES: Readonly<Record<string, string>> = {
  ...{ node: 'nodejs', go: 'golang' },
  ...{ amazoncorretto: 'java', 'eclipse-temurin': 'java', openjdk: 'java' },
  ...{ 'dotnet/sdk': 'dotnet', 'dotnet/runtime': 'dotnet', 'dotnet/aspnet': 'dotnet' },
};

/** The language that an image is for, by its name: `node:18-alpine`, `amazonlinux-x86_64-lambda-standard:python3.9`. */
export const languageOf = (image: string): AskedFor | undefined => {
  const [, language, version] = LAMBDA.exec(image) ?? DISTROLESS.exec(image) ?? OFFICIAL.exec(image) ?? [];
  // Debian's python3 image of distroless says no release.
  if (language === undefined || version === undefined || (image.includes('distroless/python') && version === '3')) return undefined;
  const of = LANGUAGES[language] ?? language;
  // `python:3` is whatever release is the newest.
  return BY_MAJOR.has(of) || version.includes('.') ? { language: of, version } : undefined;
};
