/** Texts of the picture *quota-bucket* in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './quota-bucket-texts.ts';

const { count, countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  none: 'Diese Region hat kein Anfragekontingent für symmetrische Schlüssel.',
  place: (account, region) => `Konto ${account}, ${region}`,
  off: 'Die Anfragekontingente sind aus.',
  level: (level) => `Jetzt ${countOf(Math.floor(level), 'Anfrage', 'Anfragen')} übrig`,
  levelOf: (name) => `Stand von ${name}`,
  refill: (rate) => `Jede Sekunde ${countOf(rate, 'Anfrage', 'Anfragen')} nachgefüllt`,
  drops: 'Anfragen nach Operation',
  noCalls: 'Noch keine Anfrage hat für dieses Kontingent gezählt.',
  drop: (operation, calls, throttled) =>
    throttled === 0
      ? `${operation}: ${count(calls)} erlaubt`
      : `${operation}: ${count(calls - throttled)} erlaubt, ${count(throttled)} gedrosselt`,
  seconds: 'Sekunden mit Anfragen',
  second: (allowed, throttled) => `${count(allowed)} erlaubt, ${count(throttled)} gedrosselt`,
  columns: { time: 'Sekunde', calls: 'Anfragen', chart: 'Gegen die Grenze' },
  retries: 'Neueste Wiederholungen',
  retry: ({ operation, attempt, delayMs, isThrottled }) =>
    `${operation}, Versuch ${count(attempt)} nach ${count(delayMs)} ms: ${isThrottled ? 'wieder gedrosselt' : 'erlaubt'}`,
  partial: 'Nur die neuesten Ereignisse sind gezählt.',
};
