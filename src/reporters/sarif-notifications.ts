import type { Notification, ReportingDescriptor, Location as SarifLocation } from 'sarif';
import type { Quote, Report, Subject } from '../report.ts';
import { inWords } from './reason.ts';
import { gapLocation, locationOf } from './sarif-places.ts';
import { messageOf, sentence } from './sarif-text.ts';

/** A readable number of remarks of one kind. */
const REMARKS = 1_000;

/** Remarks about the run have a place, but are about no resource. */
const NOBODY: Subject = { type: '', id: '', arn: null, account: null, region: null };

const NOTIFICATIONS = [
  ['undetermined', 'A check could not judge a subject.', 'Give the value that is missing (a parameter, a permission) and run again.'],
  ['gap', 'Something could not be read.', 'Mend the file or grant the permission that the message names, and run again.'],
  ['notice', 'Something about the run itself.', 'Do as the message says.'],
  ['check-failed', 'A check failed, which is a bug in it.', 'Report the bug; the results of all other checks stand.'],
  ['not-listed', 'Findings that are not results of this file.', 'Read the JSON report, which holds all of them.'],
  ['limit', 'More than what a file can hold.', 'Read the JSON report, which holds everything.'],
] as const;

type NotificationId = (typeof NOTIFICATIONS)[number][0];

/** What kinds of remarks there are, as the tool declares them. */
export const notificationTypes: readonly ReportingDescriptor[] = NOTIFICATIONS.map(([id, what, help]) => ({
  id,
  shortDescription: { text: what },
  fullDescription: { text: what },
  help: { text: help },
}));

/** What is no result: gaps, what could not be judged, what is left out, and remarks about the run. */
export const notificationsOf = (
  report: Report,
  ruleIndexes: ReadonlyMap<string, number>,
  results: { readonly kept: number; readonly cut: number },
  quote: Quote,
): readonly Notification[] => {
  const notification = (
    id: NotificationId,
    level: 'error' | 'warning' | 'note',
    text: string,
    location?: SarifLocation,
    check?: string,
  ): Notification => {
    const index = check === undefined ? undefined : ruleIndexes.get(check);
    return {
      descriptor: { id, index: NOTIFICATIONS.findIndex(([name]) => name === id) },
      level,
      message: messageOf(sentence(text)),
      ...(location === undefined ? {} : { locations: [location] }),
      ...(check === undefined || index === undefined ? {} : { associatedRule: { id: check, index } }),
    };
  };
  const limited = (what: string, all: readonly Notification[]): readonly Notification[] =>
    all.length <= REMARKS
      ? all
      : [...all.slice(0, REMARKS), notification('limit', 'warning', `${all.length - REMARKS} more ${what} are in the JSON report only`)];
  const { filtered, superseded } = report.summary;
  return [
    ...(results.cut === 0
      ? []
      : [notification('limit', 'warning', `${results.cut} findings are left out, the least severe: a file holds ${results.kept}`)]),
    ...(filtered + superseded === 0
      ? []
      : [
          notification(
            'not-listed',
            'note',
            `Beside the results, ${filtered} findings are filtered and ${superseded} superseded by others`,
          ),
        ]),
    ...limited(
      'gaps',
      report.gaps.map(({ scope, action, reason, message, checks }) => {
        const where = [scope.account, scope.region, scope.service, scope.resource].filter((part) => part !== undefined).join(' ');
        const said = [where, action, message ?? reason].filter((part) => part !== undefined && part !== '').join(': ');
        const open = checks.length === 0 ? '' : ` (leaves undetermined: ${checks.join(', ')})`;
        return notification('gap', 'warning', said + open, gapLocation(scope));
      }),
    ),
    ...limited(
      'undetermined verdicts',
      report.undetermined.map(({ check, subject, location, reason }) =>
        notification(
          'undetermined',
          'note',
          `${check}: ${subject.id === '*' ? `every ${subject.type}` : subject.id}: ${inWords(reason)}`,
          subject.id === '*' && location === null ? undefined : locationOf(subject, location, quote),
          check,
        ),
      ),
    ),
    ...limited(
      'notices',
      report.notices.map(({ kind, message, location }) =>
        notification(
          kind === 'check-failed' ? 'check-failed' : 'notice',
          kind === 'check-failed' ? 'error' : 'note',
          message,
          location === null ? undefined : locationOf(NOBODY, location, quote),
        ),
      ),
    ),
  ];
};
