/** Texts of the picture *key-lifecycle* in German. */
import { labFormat } from '../page/lab-format.ts';
import { dativeSpan, span } from './german-span-texts.ts';
import type { Move } from './key-lifecycle.ts';
import type { TEXTS as ENGLISH } from './key-lifecycle-texts.ts';

const { countOf } = labFormat('de');

const OF: Readonly<Record<NonNullable<Move['of']>, string>> = {
  imported: 'mit importiertem Schlüsselmaterial',
  'in key stores': 'in einem benutzerdefinierten Schlüsselspeicher',
  'multi-Region': 'für einen Multi-Region-Schlüssel',
};

export const TEXTS: typeof ENGLISH = {
  map: 'Schlüsselzustände',
  noKey: 'Kein Schlüssel',
  works: 'Decrypt gelingt.',
  fails: (error) => `Decrypt antwortet mit ${error}.`,
  move: ({ operation, of }, toWords) => `${operation} → ${toWords}${of === undefined ? '' : `, ${OF[of]}`}`,
  byItself: 'AWS KMS beendet diesen Zustand.',
  deletion: (seconds) => `Löschung in ${dativeSpan(seconds)}`,
  heartbeat: 'Herzschlag der App',
  none: 'Noch keine App hat einen Schlüssel verwendet.',
  lanes: { time: 'Zeit', key: (name) => `Schlüssel ${name}`, app: (name) => `App ${name}` },
  omitted: (marks) => `${countOf(marks, 'älteres Zeichen', 'ältere Zeichen')} nicht gezeigt.`,
  after: (seconds) => `+ ${span(seconds)}`,
  noState: 'Gelöscht',
  events: {
    start: 'Gestartet',
    restart: 'Neu gestartet',
    write: 'Bestellung geschrieben',
    read: 'Bestellung gelesen',
  },
  dataKeys: {
    cached: 'mit dem Datenschlüssel im Speicher',
    fetched: 'mit einem Datenschlüssel von AWS KMS',
    none: 'ohne Datenschlüssel',
  },
  stopped: (error) => `und stehen geblieben: ${error}`,
  delay: (beats, seconds) =>
    `Die App blieb ${span(seconds)} nach ihrem Schlüssel stehen und arbeitete dazwischen ${countOf(beats, 'Mal', 'Mal')}.`,
  goesOn: (beats, seconds) =>
    `Der Schlüssel lehnt Aufrufe seit ${dativeSpan(seconds)} ab. Die App arbeitet weiter: seitdem ${countOf(beats, 'Mal', 'Mal')}.`,
};
