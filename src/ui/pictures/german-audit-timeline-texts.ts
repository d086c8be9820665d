/** Texts of the picture *audit-timeline* in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './audit-timeline-texts.ts';

const { count, countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  answers: 'Ihre Antworten',
  noAnswer:
    'Noch keine Antwort. Stehen die IDs von Ereignissen in einem Tag eines Schlüssels, so sind sie hier gezeichnet.',
  lane: (key, tag) => `${key}: ${tag}`,
  named: (events) => countOf(events, 'Ereignis', 'Ereignisse'),
  unknown: (ids) => `${countOf(ids, 'ID gehört', 'IDs gehören')} zu keinem Ereignis.`,
  picture: (lanes, events) =>
    `${countOf(events, 'Ereignis', 'Ereignisse')} in ${countOf(lanes, 'Tag', 'Tags')} von Schlüsseln`,
  none: 'Das Audit-Log hat noch keine Ereignisse.',
  partial: (events) => `Nur die neuesten ${countOf(events, 'Ereignis', 'Ereignisse')} sind gezeichnet.`,
  principal: (name, events, failed) =>
    `${name}: ${countOf(events, 'Ereignis', 'Ereignisse')}, davon ${count(failed)} verweigert, gescheitert oder gedrosselt`,
};
