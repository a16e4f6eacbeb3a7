import { defineCheck, type Field, type Finding, finding } from '../../check.ts';
import { textOf } from '../repository-files.ts';

/** Settings that switch off the check of certificates, by the value that does so. */
const OFF: Readonly<Record<string, RegExp>> = {
  'strict-ssl': /^(?:false|0)$/i,
  strictSsl: /^(?:false|0)$/i,
  enableStrictSsl: /^false$/i,
};

const LOCAL = /^http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$)/i;
/** pip and uv take these hosts without a certificate, or without TLS at all. */
const TRUSTED = /^(?:trusted-host|allow-insecure-host|unsafeHttpWhitelist)$/;
const ADDRESS = /registry|index|url|find-links|server|source/i;

const isLocal = (host: string): boolean => /^(?:localhost|127\.|\[?::1)/i.test(host.trim());

/** What is said by one setting. */
const judge = (name: string, at: Field<string>, text: string): Finding | undefined => {
  if (Object.hasOwn(OFF, name) && OFF[name]?.test(text.trim()) === true)
    return finding(at, `${name} is off: whoever is on the way can answer for the registry`, { data: { setting: name } });
  if (TRUSTED.test(name)) {
    const hosts = text.split(/[\s,]+/).filter((host) => host !== '' && !isLocal(host));
    return hosts.length === 0
      ? undefined
      : finding(at, `${hosts.join(', ')} is trusted without a certificate`, { data: { setting: name } });
  }
  const insecure = ADDRESS.test(name) ? text.split(/\s+/).find((each) => /^http:\/\//i.test(each) && !LOCAL.test(each)) : undefined;
  return insecure === undefined
    ? undefined
    : finding(at, `packages come over plain http, from ${new URL(insecure).host}`, { data: { setting: name } });
};

/** Every setting, however deep. */
function* walk(at: Field<string>, name: string): Generator<Finding> {
  if (at.form === 'object') for (const [key, value] of at.entries()) yield* walk(value, key);
  else if (at.form === 'list') for (const item of at.items()) yield* walk(item, name);
  else {
    const text = textOf(at);
    const found = text === undefined ? undefined : judge(name, at, text);
    if (found !== undefined) yield found;
  }
}

export default defineCheck({
  id: 'registry-insecure',
  title: 'Packages are fetched without proof of who serves them',
  family: 'dependencies',
  severity: 'high',
  confidence: 'high',
  sources: ['repository'],
  subject: 'package-settings',
  reads: { 'package-settings': ['Settings'] },
  docs: {
    why: 'Whoever is between the build and the registry can serve other code under the name of a package, and tokens are sent to them as well.',
    fix: 'Use https with certificates that are checked; for a registry with a certificate of its own name the authority (cafile) instead.',
    references: [
      'https://docs.npmjs.com/cli/using-npm/config#strict-ssl',
      'https://pip.pypa.io/en/stable/cli/pip/#cmdoption-trusted-host',
      'https://yarnpkg.com/configuration/yarnrc#enableStrictSsl',
    ],
    frameworks: { owasp: ['A02', 'A08'], scvs: ['4.15', '4.16'] },
  },
  alwaysDetermined: 'a setting says what it says',
  *check(settings) {
    yield* walk(settings.get('Settings') as unknown as Field<string>, '');
  },
});
