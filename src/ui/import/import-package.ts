/** The ZIP file with the parameters of an import, as the console of AWS names its files. Loaded when it is used. */
import { zipSync } from 'fflate';
import { encodeUtf8 } from '../../base/bytes.ts';
import type { WrappingChoice } from '../../model/import-wrapping.ts';
import type { KeySpec } from '../../model/sdk.ts';
import { FILES, generateCommands, wrapCommands } from './openssl-commands.ts';
import { TEXTS } from './import-texts.ts';

/** The parameters of one import. */
export interface ImportPackage {
  readonly keyId: string;
  readonly keyArn: string;
  readonly spec: KeySpec;
  readonly region: string;
  readonly choice: WrappingChoice;
  readonly publicKey: Uint8Array;
  readonly token: Uint8Array;
  readonly validTo: Date;
}

/** A ZIP file and its name. */
export interface NamedZip {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Packs the wrapping public key, the import token and a README with the OpenSSL commands. */
export function createImportPackage(parameters: ImportPackage): NamedZip {
  const { keyId, keyArn, spec, region, choice, publicKey, token, validTo } = parameters;
  // As in a file name of AWS: key ID and time, without the colons.
  const suffix = `${keyId}_${validTo.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}`;
  const [keyFile, tokenFile, readme] = [
    `wrappingKey_${suffix}.bin`,
    `importToken_${suffix}.bin`,
    `README_${suffix}.txt`,
  ];
  const text = [
    TEXTS.readme.intro(keyArn, spec),
    TEXTS.readme.files(keyFile, tokenFile),
    TEXTS.readme.wrapping(choice.algorithm, choice.keySpec),
    TEXTS.readme.validTo(validTo.toISOString()),
    '',
    TEXTS.readme.generate(FILES.material),
    ...generateCommands(spec, region).map((command) => `  ${command}`),
    '',
    TEXTS.readme.wrap(FILES.wrapped),
    ...wrapCommands(choice, keyFile).map((command) => `  ${command}`),
    '',
    TEXTS.readme.keep,
  ].join('\n');
  const files = { [keyFile]: publicKey, [tokenFile]: token, [readme]: encodeUtf8(`${text}\n`) };
  return { name: `Import_Parameters_${suffix}.zip`, bytes: zipSync(files) as Uint8Array<ArrayBuffer> };
}
