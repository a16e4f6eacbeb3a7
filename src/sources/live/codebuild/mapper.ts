import type { Project, ProjectEnvironment, ProjectSource } from '@aws-sdk/client-codebuild';
import { redact } from '../../../model/redaction.ts';
import { capitalized, type Found, NOT_RETURNED, type Place, type Properties, present } from '../answers.ts';

/** A project as ListProjects knows it: by its name. */
export const listedProject = (name: string, { partition, region, account }: Place): Found => ({
  type: 'AWS::CodeBuild::Project',
  id: name,
  arn: `arn:${partition}:codebuild:${region}:${account ?? ''}:project/${name}`,
  properties: { Name: name },
  attributes: { Ref: name },
});

/** Where a build runs. Values of variables may be secrets: what looks like one does not leave the collector. */
const environmentOf = ({ environmentVariables, ...rest }: ProjectEnvironment): unknown => ({
  ...(capitalized(rest) as object),
  ...present({
    EnvironmentVariables: environmentVariables?.map(({ name = '', value = '', type }) =>
      present({ Name: name, Value: redact(name, value) ?? value, Type: type ?? 'PLAINTEXT' }),
    ),
  }),
});

/** What is built, and by which steps where they stand in the project. */
const sourceOf = ({ type, location, buildspec, insecureSsl, gitCloneDepth, reportBuildStatus, sourceIdentifier }: ProjectSource): unknown =>
  present({
    Type: type,
    Location: location && (redact('location', location) ?? location),
    BuildSpec: buildspec && (redact('buildspec', buildspec) ?? buildspec),
    InsecureSsl: insecureSsl,
    GitCloneDepth: gitCloneDepth,
    ReportBuildStatus: reportBuildStatus,
    SourceIdentifier: sourceIdentifier,
  });

/** What BatchGetProjects says of a project. */
export const projectOf = (given: Project): Properties =>
  present({
    Artifacts: given.artifacts && capitalized(given.artifacts),
    EncryptionKey: given.encryptionKey,
    Environment: given.environment === undefined ? NOT_RETURNED : environmentOf(given.environment),
    LogsConfig: given.logsConfig && capitalized(given.logsConfig),
    Name: given.name,
    SecondarySources: given.secondarySources?.map(sourceOf),
    ServiceRole: given.serviceRole,
    Source: given.source === undefined ? NOT_RETURNED : sourceOf(given.source),
    SourceVersion: given.sourceVersion,
    Visibility: given.projectVisibility,
    VpcConfig: given.vpcConfig?.vpcId === undefined ? undefined : capitalized(given.vpcConfig),
  });
