import { atOnce, serveSide } from '../side.js';
import { BOT_TOKEN, NEMO_TOKEN, uploadPath } from '../work.js';

/** The file as a whole in memory, then as a form: what `fetchData()` and FormData come to. */
serveSide(async ({ fileUrl, backendUrl }) =>
  atOnce(async () => {
    const file = await fetch(fileUrl, { headers: { authorization: `Bearer ${BOT_TOKEN}` } });
    const form = new FormData();
    form.append('files', new Blob([await file.arrayBuffer()], { type: 'video/mp4' }), 'clip.mp4');
    const answer = await fetch(backendUrl + uploadPath, {
      method: 'POST',
      headers: { authorization: `Bearer ${NEMO_TOKEN}` },
      body: form,
    });
    await answer.text();
  }),
);
