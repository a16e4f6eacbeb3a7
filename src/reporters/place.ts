import type { Path } from '../model/value.ts';
import type { Location, Subject } from '../report.ts';

/** A location as compilers write it: `template.yaml:12:16`. */
export const inFile = ({ file, startLine, startColumn }: Location): string => `${file}:${startLine}:${startColumn}`;

/** A property as people write it: `VpcConfig.SubnetIds[0]`. */
export const propertyOf = (path: Path): string =>
  path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : !/^[\w$-]+$/.test(step) ? `[${JSON.stringify(step)}]` : index === 0 ? step : `.${step}`,
    )
    .join('');

/** The parts of a CloudFormation type: `AWS::Lambda::Function` is `lambda` and `function`. Other subjects have no service. */
export const typeOf = (subject: Subject): { readonly service?: string; readonly kind: string } => {
  const [, service, kind] = /^\w+::(\w+)::(\w+)/.exec(subject.type) ?? [];
  if (service === undefined || kind === undefined) return { kind: subject.type };
  return { service: service.toLowerCase(), kind: kind.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase() };
};

/** Where something without a file is: `eu-west-1 · lambda · function/checkout`. */
export const inAccount = (subject: Subject, withAccount: boolean): string => {
  const { service, kind } = typeOf(subject);
  const name = service === undefined ? [kind, subject.id] : [service, `${kind}/${subject.id}`];
  return [withAccount ? subject.account : null, subject.region, ...name].filter((part) => part !== null).join(' · ');
};

/** The shortest way from a manifest to a package that it does not name itself: `app › a › lodash`. */
export const wayTo = ({ direct, paths }: Subject): string | undefined => {
  const [path] = paths ?? [];
  return path === undefined || direct === true || path.length < 3 ? undefined : path.join(' › ');
};
