/** Of the one workspace in which the sides are installed. Apart from the rest, because every side loads it. */
export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
export const BOT_TOKEN = 'xoxb-111-222-bench';
