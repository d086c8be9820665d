/** Texts of the picture *encryption-context* in German. */
import { labFormat } from '../page/lab-format.ts';
import type { TEXTS as ENGLISH } from './encryption-context-texts.ts';

const { countOf } = labFormat('de');

export const TEXTS: typeof ENGLISH = {
  bound: 'An den Geheimtext gebunden',
  logged: 'Im Audit-Log, im Klartext',
  tested: 'Von einer Richtlinie geprüft',
  noCiphertext: 'Noch kein Geheimtext. Verschlüsseln Sie etwas mit einem Verschlüsselungskontext.',
  older: (ciphertexts) => `${countOf(ciphertexts, 'älterer', 'ältere')}, nicht gezeichnet`,
  ciphertext: (sha) => `Geheimtext ${sha}`,
  plaintext: (bytes, key) => `${bytes} Klartext, unter ${key}`,
  underKey: (key) => `Unter ${key}`,
  noContext: 'Kein Verschlüsselungskontext',
  logLine: (operation, caller) => `${operation} durch ${caller}`,
  succeeded: 'Gelungen',
  failed: (error) => `Gescheitert: ${error}`,
  difference: {
    'other-name': (given, bound) => `Die Anfrage hat ${given}, der Geheimtext hat ${bound}.`,
    'other-value': (name, given, bound) => `${name} ist ${given} in der Anfrage und ${bound} im Geheimtext.`,
    added: (pair) => `Der Geheimtext ist nicht an ${pair} gebunden.`,
    missing: (pair) => `Die Anfrage hat kein ${pair}.`,
  },
  sensitive: {
    kinds: {
      'private-key': 'ein privater Schlüssel',
      jwt: 'ein JSON Web Token',
      'aws-access-key-id': 'eine Zugriffsschlüssel-ID von AWS',
      'aws-secret-access-key': 'ein geheimer Zugriffsschlüssel von AWS',
      email: 'eine E-Mail-Adresse',
      iban: 'eine IBAN',
      card: 'eine Kartennummer',
      phone: 'eine Telefonnummer',
      token: 'ein Passwort oder Token',
    },
    inLog: (name, kind) =>
      `Der Wert von ${name} sieht aus wie ${kind}. Der Verschlüsselungskontext steht im Klartext im Log.`,
  },
  noStatement: 'Keine Richtlinie prüft den Verschlüsselungskontext.',
  identityPolicy: (principal) => `Richtlinie von ${principal}`,
  keyPolicy: (key) => `Schlüsselrichtlinie von ${key}`,
  statement: (effect, statement) => `${effect}, Statement ${statement}`,
  test: (operator, key, values) => `${operator} ${key}: ${values}`,
  outcomes: (principal) => `Decrypt durch ${principal}`,
  allowed: 'Erlaubt',
  denied: 'Verweigert',
  outcome: (ciphertext, answer) => `${ciphertext}: ${answer}`,
};
