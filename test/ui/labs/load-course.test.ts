/** The course as the app runs it. */
import { expect } from 'chai';
import { loadCourse } from '../../../src/ui/labs/load-course.ts';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import { pageContext } from '../context.ts';

describe('loadCourse', () => {
  it('starts a lab with the services that the pages show', async () => {
    const { strongroom } = pageContext();
    const world = strongroom.world('lab-L09');
    // As the app does: one object for a sandbox.
    const course = loadCourse({ world: () => world });
    const lab = await course.lab('L09');
    if (lab === undefined) throw new Error('The course has no lab L09.');
    await course.run(lab).start();
    // The start of this lab leaves a plaintext data key in the memory of the app.
    expect((await servicesOf(world).orders.state()).dataKey).to.have.property('uses');
  });
});
