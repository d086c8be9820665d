/** Texts of the picture *import-key-material* in German. */
import { labFormat } from '../page/lab-format.ts';
import { dativeSpan, span } from './german-span-texts.ts';
import type { TEXTS as ENGLISH } from './import-key-material-texts.ts';

const { count, countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  none: 'Es gibt noch keinen Schlüssel für importiertes Schlüsselmaterial. Erstellen Sie einen mit Origin EXTERNAL.',
  safe: {
    heading: 'Ihr Tresor',
    what: 'AWS KMS und diese Sandbox wissen nicht, was Sie aufbewahren. Um den Schlüssel wiederherzustellen, brauchen Sie:',
    nothing: 'Noch nichts aufzubewahren.',
    keep: (number, id) => `Die Bytes von Material ${count(number)}, ${id}`,
  },
  transit: {
    heading: 'Unterwegs',
    nothing: 'Noch keine Importparameter. Rufen Sie GetParametersForImport auf.',
    wrapped: (algorithm, spec) => `Verpackt mit ${algorithm} unter einem Schlüssel von ${spec}`,
    states: {
      waiting: 'Das Import-Token wartet auf einen Import.',
      late: 'Das Import-Token ist abgelaufen.',
      used: 'Importiert.',
      refused: 'Der Import wurde abgelehnt.',
    },
    left: (seconds) => `Das Token ist noch ${span(seconds)} gültig.`,
    over: (seconds) => `Das Token ist vor ${dativeSpan(seconds)} abgelaufen.`,
    refused: (error, times) => `${error}: ${countOf(times, 'Mal', 'Mal')}`,
    errors: 'Abgelehnte Importe',
  },
  vault: {
    heading: 'In KMS',
    empty: 'Noch kein Schlüsselmaterial importiert.',
    material: (number, id) => `Material ${count(number)}, ${id}`,
    current: 'Aktuell',
    present: 'Vorhanden',
    ended: {
      deleted: 'Gelöscht. Importieren Sie dieselben Bytes noch einmal.',
      expired: 'Abgelaufen. Importieren Sie dieselben Bytes noch einmal.',
    },
    imports: (times) => `${countOf(times, 'Mal', 'Mal')} importiert`,
    noExpiry: 'Das Schlüsselmaterial läuft nicht ab.',
    expiry: (when, seconds) => `Läuft am ${when} ab, in ${dativeSpan(seconds)}.`,
  },
};
