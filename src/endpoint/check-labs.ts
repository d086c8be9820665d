/** `strongroom check-lab`: validates and proves the labs of files. */
import { proveLab, type LabProof } from '../labs.ts';
import { describeProof, type CheckedFile } from './describe-proof.ts';
import type { CheckLabOptions } from './parse-check-lab.ts';
import { readLabFile } from './read-lab-file.ts';

async function check(file: string, language: string | undefined): Promise<CheckedFile> {
  const text = await readLabFile(file);
  const proof: LabProof = await proveLab(text, language === undefined ? {} : { language });
  return { file, text, proof };
}

/**
 * Checks each file, and writes what it finds as text or as one JSON document.
 * @returns whether every lab is proved
 * @throws {UsageError} if a file cannot be read
 */
export async function checkLabs(
  { files, language, isJson }: CheckLabOptions,
  write: (text: string) => void,
): Promise<boolean> {
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const one = await check(file, language);
    checked.push(one);
    if (!isJson) write(describeProof(one));
  }
  if (isJson)
    write(
      `${JSON.stringify(
        checked.map(({ file, proof }) => ({ file, ...proof })),
        undefined,
        2,
      )}\n`,
    );
  return checked.every(({ proof }) => proof.isProved);
}
