/** The texts of the timeline in German, for the pictures of labs. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './activity-texts.ts';

const { countOf } = labFormat('de');

export const TEXTS: (typeof ENGLISH)['timeline'] = {
  heading: 'Zeitachse',
  by: 'Zeilen nach',
  lanes: { key: 'Schlüssel', principal: 'Prinzipal', context: 'Wert im Verschlüsselungskontext' },
  period: 'Zeitraum',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  earlier: 'Früheres zeigen',
  later: 'Späteres zeigen',
  all: 'Alles zeigen',
  viewPeriod: 'Die Ereignisse dieser Minuten ansehen',
  caption: (from, to) => `Ereignisse von ${from} bis ${to}, nach simulierter Zeit.`,
  shows: (from, to) => `Zeigt ${from} bis ${to}.`,
  hint: 'Ziehen Sie über die Zeilen, um zu vergrößern, mit der Umschalttaste, um zu verschieben. Das Mausrad vergrößert mit Strg und verschiebt mit der Umschalttaste.',
  plot: 'Zeilen und Zeiten',
  keys: 'Plus und Minus vergrößern und verkleinern, die Pfeiltasten verschieben, Pos1 und Ende zeigen die ersten und die letzten Ereignisse, 0 zeigt alles.',
  picture: (lanes, events) =>
    `${countOf(events, 'Ereignis', 'Ereignisse')} in ${countOf(lanes, 'Zeile', 'Zeilen')}. Die Tabelle darunter enthält dasselbe.`,
  marks: {
    success: 'Gelungen',
    denied: 'Verweigert oder gescheitert',
    throttled: 'Gedrosselt',
    management: 'Änderung an Schlüssel, Alias, Grant oder Schlüsselspeicher',
    service: 'Von KMS selbst ausgeführt',
  },
  legend: 'Zeichen',
  none: 'Keines der Ereignisse gehört zu einer Zeile dieser Art.',
  noneInPeriod: 'Keine Ereignisse in diesem Zeitraum.',
  others: (lanes) => `Die Tabelle hat ${countOf(lanes, 'weitere Zeile', 'weitere Zeilen')}.`,
  without: (events) => `${countOf(events, 'Ereignis gehört', 'Ereignisse gehören')} zu keiner Zeile dieser Art.`,
  columns: { lane: 'Zeile', events: 'Ereignisse', failed: 'Gescheitert', first: 'Erstes', last: 'Letztes' },
  table: 'Zeilen der Zeitachse',
};
