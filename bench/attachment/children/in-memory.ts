import { serveSide } from '../side.js';
import { BOT_TOKEN, NEMO_TOKEN, uploadPath } from '../work.js';

/** The file as a whole in memory, then as a form: what `fetchData()` and FormData come to. */
serveSide(async ({ backendUrl }) => async ({ url }) => {
  const file = await fetch(url, { headers: { authorization: `Bearer ${BOT_TOKEN}` } });
  const form = new FormData();
  form.append('files', new Blob([await file.arrayBuffer()], { type: 'video/mp4' }), 'clip.mp4');
  const answer = await fetch(backendUrl + uploadPath, {
    method: 'POST',
    headers: { authorization: `Bearer ${NEMO_TOKEN}` },
    body: form,
  });
  await answer.text();
});
