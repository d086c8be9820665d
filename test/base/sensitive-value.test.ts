import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { looksSensitive, type SensitiveKind } from '../../src/base/sensitive-value.ts';

// cspell:ignore MIIE Ijox Ijoyf NDEKTSV RRFFQ

const jwt = (header: object): string =>
  `${[header, { sub: '1', name: 'x' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.c2ln`;

const FOUND: readonly (readonly [SensitiveKind, string])[] = [
  ['email', 'ana@example.com'],
  ['email', 'owner: Ana.Lima+kms@mail.example.co.uk;'],
  ['card', '4111111111111111'],
  ['card', '4111 1111 1111 1111'],
  ['card', '3782-822463-10005'],
  ['card', 'card 5555555555554444, visa'],
  ['iban', 'DE89370400440532013000'],
  ['iban', 'GB82 WEST 1234 5698 7654 32'],
  ['iban', 'gb82west12345698765432'],
  ['iban', 'IBAN DE89 3704 0044 0532 0130 00 paid'],
  ['aws-access-key-id', 'AKIAIOSFODNN7EXAMPLE'],
  ['aws-access-key-id', 'key=ASIAIOSFODNN7EXAMPLE'],
  ['aws-secret-access-key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['jwt', jwt({ alg: 'HS256', typ: 'JWT' })],
  ['private-key', '-----BEGIN PRIVATE KEY-----\nMIIE'],
  ['private-key', '-----BEGIN RSA PRIVATE KEY-----'],
  ['private-key', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
  ['phone', '+49 30 901820'],
  ['phone', '+14155552671'],
  ['phone', '(415) 555-2671'],
  ['phone', '415-555-2671'],
  ['token', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
  ['token', 'sk_live_abcdefghijklmnop'],
  ['token', 'q7Zt0Xw3Lk9PbV2nHs8RfY5d'],
  ['token', 'token=3xJ+9vQm/T2kLp8ZrW5bYc7NfHs1Dg4A=='],
];

const NEAR_MISSES: Readonly<Record<string, string>> = {
  empty: '',
  word: 'eu',
  UUID: '1234abcd-12ab-34cd-56ef-1234567890ab',
  'UUID in upper case': '1B4E28BA-2FA1-41D2-883F-0016D3CCA427',
  'key ARN': 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  'session ARN': 'arn:aws:sts::111122223333:assumed-role/LearnerRole2024/Monday-Session-3',
  'account number': '111122223333',
  'account number in groups': '1111-2222-3333',
  'unique ID of a role': 'AROAIOSFODNN7EXAMPLE',
  'access key ID that is too short': 'AKIAIOSFODNN7EXAMPL',
  'order number that fails the Luhn check': '4111111111111112',
  'order number with another prefix': '1000000000000008',
  'order number with letters': 'ORD-2024-000123-AB',
  'milliseconds since 1970': '1764460800000',
  'UUID whose last part passes the check of an IBAN': 'e34abbc9-bd40-4a57-933f-fa02c4fb4d3e',
  'multi-Region key ID that passes the check of an IBAN': 'mrk-ac989a6072f49eebcd38547109e96550',
  'object ARN with a UUID': 'arn:aws:s3:::bucket-607e37d8/2024/Report-dc9d59b8-5a49-42b3-b40f-4b3ab53c7a8f.pdf',
  'path with a digest': 'Backups/Customers/da39a3ee5e6b4b0d3255bfef95601890afd80709.Tar',
  'SHA-256 in hex': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'SHA-1 in hex': 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'SHA-1 in upper case': 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709',
  'IBAN with a wrong checksum': 'DE88370400440532013000',
  date: '2026-11-29',
  'time with an offset': '2026-11-29T22:15:00.000+01:00',
  'IP address': '192.168.100.200',
  version: 'lodash@4.17.21',
  'version with build': '1.2.3+20240101123',
  'name at a host without domain': 'root@localhost',
  path: '/srv/Data/Customers2024/MasterKeyReports/Q3',
  'names in camel case': 'CustomerMasterKeySpecifications2024Report',
  'public key': '-----BEGIN PUBLIC KEY-----',
  'text with dots': 'eyebrow.eyelash.eye',
  'JSON in base64 without alg': 'eyJhIjoxLCJiIjoyfQ.eyJhIjoxLCJiIjoyfQ.c2ln',
  ULID: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  'plain digits like a phone number': '4155552671',
};

describe('looksSensitive', () => {
  for (const [kind, text] of FOUND)
    it(`finds ${kind} in ${JSON.stringify(text.slice(0, 40))}`, () => expect(looksSensitive(text)).to.equal(kind));

  for (const [name, text] of Object.entries(NEAR_MISSES))
    it(`finds nothing in a near miss: ${name}`, () => expect(looksSensitive(text)).to.equal(undefined));

  it('finds nearly all random base64url values of 32 bytes, and no digest in hex', () => {
    let found = 0;
    for (let index = 0; index < 200; index++) {
      const bytes = createHash('sha256').update(String(index)).digest();
      if (looksSensitive(bytes.toString('base64url')) === 'token') found++;
      expect(looksSensitive(bytes.toString('hex'))).to.equal(undefined);
    }
    expect(found).to.be.greaterThan(190);
  });

  it('finds nothing in UUIDs, key IDs and ARNs', () => {
    for (let index = 0; index < 5000; index++) {
      const hex = createHash('sha256').update(String(index)).digest('hex');
      const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(12, 15)}`, `a${hex.slice(15, 18)}`];
      const uuid = [...parts, hex.slice(18, 30)].join('-');
      for (const text of [
        uuid,
        uuid.toUpperCase(),
        uuid.replaceAll('-', ''),
        `arn:aws:kms:eu-west-1:111122223333:key/${uuid}`,
        `arn:aws:kms:eu-west-1:111122223333:key/mrk-${hex.slice(0, 32)}`,
        `arn:aws:s3:::reports/2024/Report-${uuid}.pdf`,
        `vol-${hex.slice(0, 17)}`,
      ])
        expect(looksSensitive(text), text).to.equal(undefined);
    }
  });

  it('takes linear time for long texts', () => {
    for (const part of ['a', 'a@', '1 ', 'A1', 'eyJ', '+1', 'DE89 '])
      expect(looksSensitive(part.repeat(50_000))).to.be.oneOf([undefined, 'token', 'card', 'phone', 'iban']);
  });
});
