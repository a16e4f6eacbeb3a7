import { textOf } from '../node.ts';
import type { ExpansionGap } from '../template.ts';
import { unknownText } from '../variable.ts';
import { itemsOf, type Service, setting } from './service.ts';

/** Plugins that package, run or test code and add nothing to the stack. */
const HARMLESS =
  /^serverless-(?:offline(?:-.*)?|webpack|esbuild|bundle|plugin-typescript|plugin-common-excludes|plugin-include-dependencies|python-requirements|dotenv(?:-plugin)?|prune-plugin|deployment-bucket|better-credentials|export-env|jetpack|rust|go-plugin|dynamodb(?:-local)?|s3-local|localstack|vpc-discovery|auto-swagger|plugin-scripts|package-external|package-common|analyze-bundle-plugin|optimize|layers)$/;

/** What plugins may add to the stack. */
export const pluginGaps = ({ root }: Service): readonly ExpansionGap[] => {
  const section = setting(root, 'plugins');
  const listed = itemsOf(section?.kind === 'map' && unknownText(section) === undefined ? setting(section, 'modules') : section);
  return listed.flatMap((plugin): readonly ExpansionGap[] => {
    const name = textOf(plugin) ?? unknownText(plugin);
    if (name === undefined || HARMLESS.test(name)) return [];
    return [{ span: plugin.span, reason: 'plugin', message: `What the plugin ${name} adds to the stack is not read` }];
  });
};
