import * as sdk from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { createStrongroom as inBrowser } from '../../../src/index.ts';
import { createStrongroom as inMemory } from '../../../src/memory.ts';
import { EXAMPLES, againstAws, examplesFor, type Example } from '../../../src/ui/code/examples.ts';
import library from '../../../docs/library.md?raw';
import readme from '../../../README.md?raw';
import manifest from '../../../package.json';

const ALL = EXAMPLES.flatMap(({ place, examples }) => examples.map((example) => ({ place, example })));

type Module = Readonly<Record<string, unknown>>;
type Body = (...given: unknown[]) => Promise<unknown>;
const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (...parts: string[]) => Body;

/** Runs a module of code in which `modules` can be imported and `globals` are there; gives the lines that it printed. */
async function printed(code: string, modules: Readonly<Record<string, Module>>, globals: Module = {}): Promise<string> {
  const lines: string[] = [];
  const body = code.replaceAll(
    /^import (\{[^}]*\}) from '([^']+)';$/gm,
    'const $1 = modules[$2] ?? missing($2);'.replaceAll('$2', "'$2'"),
  );
  const given: Module = {
    ...globals,
    modules,
    missing: (name: string) => expect.fail(`the code imports ${name}`),
    console: { log: (line: unknown) => lines.push(String(line)) },
  };
  await new AsyncFunction(...Object.keys(given), body)(...Object.values(given));
  return lines.join('\n');
}

const named = (name: string): Example => {
  const found = ALL.find(({ example }) => example.name === name);
  return found?.example ?? expect.fail(`there is no example ${name}`);
};

describe('the examples', () => {
  it('have names and places of their own', () => {
    expect(new Set(ALL.map(({ example }) => example.name)).size).to.equal(ALL.length);
    expect(new Set(EXAMPLES.map(({ place }) => place)).size).to.equal(EXAMPLES.length);
  });

  // The endpoint, Node and Vitest have a test on the built app and the built library.
  it('print what they say: in the console', async () => {
    const { code, prints } = named('console');
    expect(await printed(code, {}, { strongroom: inMemory() })).to.equal(prints);
  });

  it('print what they say: the SDK in this page', async () => {
    const { code, prints } = named('handler');
    const strongroom = inMemory();
    expect(await printed(code, { '@aws-sdk/client-kms': sdk }, { strongroom })).to.equal(prints);
    expect((await strongroom.kms().listKeys()).Keys).to.have.length(1);
  });

  it('of another sandbox use that sandbox', async () => {
    const examples = examplesFor('lab-L15').flatMap((tab) => tab.examples);
    const codeOf = (name: string) => examples.find((example) => example.name === name)?.code ?? '';
    const strongroom = inMemory();
    await printed(codeOf('console'), {}, { strongroom });
    await printed(codeOf('handler'), { '@aws-sdk/client-kms': sdk }, { strongroom });
    expect((await strongroom.world('lab-L15').kms().listKeys()).Keys).to.have.length(2);
    expect((await strongroom.kms().listKeys()).Keys).to.have.length(0);
    expect(codeOf('endpoint')).to.contain('endpoint: `${location.origin}/kms/lab-L15`,');
    expect(codeOf('app')).to.contain("createStrongroom({ world: 'lab-L15' })");
    expect(codeOf('node')).to.equal(named('node').code);
  });

  it('print what they say: the library in a web app', async () => {
    const { code, prints } = named('app');
    const strongroom = inBrowser({ world: 'examples' });
    await strongroom.sandbox.reset();
    expect(
      await printed(code, { '@aws-sdk/client-kms': sdk, strongroom: { createStrongroom: () => strongroom } }),
    ).to.equal(prints);
    expect((await strongroom.kms().listKeys()).Keys).to.have.length(1);
    await strongroom.sandbox.reset();
  });

  it('print what they say: the library in memory', async () => {
    const { code, prints } = named('node');
    expect(
      await printed(code, { '@aws-sdk/client-kms': sdk, 'strongroom/memory': { createStrongroom: inMemory } }),
    ).to.equal(prints);
  });

  describe('against AWS', () => {
    const native = globalThis.fetch;
    afterEach(() => {
      globalThis.fetch = native;
    });

    for (const { place, example } of ALL.filter(({ example: { local } }) => local)) {
      it(`go there once one line is left out: ${example.name}`, async () => {
        expect(againstAws(example).split('\n')).to.have.length(example.code.split('\n').length - 1);
        const asked: { url: string; target: string | null }[] = [];
        globalThis.fetch = async (...request) => {
          const { url, headers } = new Request(...request);
          asked.push({ url, target: headers.get('x-amz-target') });
          return Response.json({ __type: 'AccessDeniedException' }, { status: 400 });
        };
        const strongroom = inMemory();
        const create = { createStrongroom: () => strongroom };
        const modules = { '@aws-sdk/client-kms': sdk, strongroom: create, 'strongroom/memory': create };
        // In the page `strongroom` is there; the others make their own.
        const globals = {
          ...(place === 'console' ? { strongroom } : {}),
          navigator: { serviceWorker: { ready: Promise.resolve(), controller: {} } },
        };
        const failed = await printed(againstAws(example), modules, globals).catch((error: Error) => error.name);
        expect(failed).to.equal('AccessDeniedException');
        expect(asked).to.deep.equal([
          { url: 'https://kms.us-east-1.amazonaws.com/', target: 'TrentService.CreateKey' },
        ]);
      });
    }
  });

  it('leave code without a local line as it is', () => {
    const code = 'one\n\ntwo';
    expect(againstAws({ code })).to.equal(code);
  });

  it('name the file that npm pack makes', () => {
    expect(named('pack').code).to.contain(`/${manifest.name}-${manifest.version}.tgz`);
  });

  const documents = [readme, library];
  for (const { example } of ALL) {
    it(`stand in one document, once, as they are: ${example.name}`, () => {
      const block = `\`\`\`${example.language}\n${example.code}\n\`\`\``;
      const prints = example.prints ? `\n\nPrints \`${example.prints}\`.` : '';
      const times = documents.map((text) => text.split(`${block}${prints}\n`).length - 1);
      expect(times.toSorted()).to.deep.equal([0, 1]);
    });
  }

  it('are three in the README', () => {
    expect(ALL.filter(({ example }) => readme.includes(example.code))).to.have.length(3);
  });
});
