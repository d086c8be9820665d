/** A lab of the course, played in a sandbox in memory, and its picture. */
import { expect } from 'chai';
import { createLabRun, labWorld, stepTarget } from '../../../src/labs/lab-runner.ts';
import { labServices } from '../../../src/labs/lab-services.ts';
import type { LabValue } from '../../../src/labs/lab-value.ts';
import { loadLab } from '../../../src/labs/labs.ts';
import { runSteps } from '../../../src/labs/run-step.ts';
import { createStrongroom } from '../../../src/memory.ts';
import { DEFAULT_REGION } from '../../../src/model/regions.ts';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import type { PictureSource } from '../../../src/ui/pictures/picture-source.ts';
import type { StrongPicture } from '../../../src/ui/pictures/strong-picture.ts';
import '../../../src/ui/pictures/picture-panel.ts';
import { memoryStore } from '../../labs/memory-store.ts';
import { drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

/** Starts a lab. `solve` plays the published solution of its tasks, up to one of them or all. */
export async function playLab(id: string) {
  const lab = await loadLab(id);
  if (lab === undefined) throw new Error(`There is no lab ${id}.`);
  const strongroom = createStrongroom();
  const store = memoryStore();
  const world = strongroom.world(labWorld(id));
  const services = labServices(servicesOf(world));
  await createLabRun(lab, { strongroom, store, services }).start();
  const { variables } = (await store.read(id)) as { readonly variables: Readonly<Record<string, LabValue>> };
  let scope: ReadonlyMap<string, LabValue> = new Map(Object.entries(variables));
  let next = 0;
  const source: PictureSource = { strongroom: world, region: DEFAULT_REGION };
  return {
    source,
    picture: lab.picture ?? '',
    async solve(last?: string): Promise<void> {
      const end = last === undefined ? lab.tasks.length : lab.tasks.findIndex((task) => task.id === last) + 1;
      const steps = lab.tasks.slice(next, end).flatMap(({ solution }) => solution);
      next = end;
      scope = await runSteps(steps, scope, stepTarget(world, services));
    },
  };
}

/** Opens the picture of a lab and waits until it is drawn. Returns the element that draws it. */
export async function openPicture({ source, picture }: Awaited<ReturnType<typeof playLab>>) {
  const panel = await place('strong-picture-panel', { name: picture, ...source, caption: 'The lesson.' });
  await until(() => panel.shadowRoot?.querySelector('section > *:not(h2)')?.shadowRoot?.querySelector('figure'));
  return { panel, drawing: inside<StrongPicture<unknown>>(panel, 'section > *:not(h2)') };
}

/** Checks that a drawing and its text form are accessible. Returns the text form. */
export async function expectBothForms(drawing: StrongPicture<unknown>): Promise<string> {
  await expectAccessible(drawing);
  inside(drawing, 'figcaption button').click();
  await drawn(drawing);
  expect(inside(drawing, 'figcaption button').getAttribute('aria-pressed')).to.equal('true');
  await expectAccessible(drawing);
  const text = textOf(inside(drawing, '.drawing'));
  inside(drawing, 'figcaption button').click();
  await drawn(drawing);
  return text;
}
