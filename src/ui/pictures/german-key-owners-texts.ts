/** Texts of the picture *key-owners* in German. */
import type { TEXTS as ENGLISH } from './key-owners-texts.ts';

export const TEXTS: typeof ENGLISH = {
  owner: {
    customer: 'Ihre Schlüssel',
    'aws-managed': 'Von AWS verwaltete Schlüssel, in Ihrem Konto',
    'aws-owned': 'AWS-eigene Schlüssel, außerhalb Ihres Kontos',
  },
  none: {
    customer: 'Noch kein Schlüssel. Erstellen Sie einen: Er ist dann hier gezeichnet.',
    'aws-managed': 'Kein AWS-Service hat einen Schlüssel in diesem Konto erstellt.',
    'aws-owned': 'Kein AWS-Service verwendet hier einen eigenen Schlüssel.',
  },
  mark: { view: 'Ansehen', use: 'Verwenden', manage: 'Verwalten' },
  answer: { allowed: 'erlaubt', 'via-service': 'nur über den Service', denied: 'verweigert' },
  about: (principal) => `Die Zeichen gelten für: ${principal}.`,
  service: (service) => `Verwendet von ${service}`,
  unlisted: 'Nicht in Ihrem ListKeys, Ihrem Audit-Log oder Ihren Kontingenten.',
  description: (text) => `Beschreibung: ${text}`,
  tag: (name, value) => `Tag ${name} = ${value}`,
  failed: (operation, error) => `${operation} gescheitert: ${error}`,
  answered: (mark, operation, answer) => `${mark} (${operation}): ${answer}`,
};
