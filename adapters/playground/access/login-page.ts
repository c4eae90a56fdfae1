import type { Language } from '../../../src/conversation/inbound.js';

const WORDS = {
  en: {
    title: 'Reelthread: sign in',
    heading: 'Reelthread',
    hint: 'This playground is protected. Ask whoever runs the bot for the password.',
    password: 'Password',
    submit: 'Sign in',
    wrong: 'That is not the password. Try again.',
    later: 'Too many attempts. Wait a minute and try again.',
  },
  zh: {
    title: 'Reelthread：登录',
    heading: 'Reelthread',
    hint: '这个页面受密码保护。密码请向机器人的运营者询问。',
    password: '密码',
    submit: '登录',
    wrong: '密码不对，请重试。',
    later: '尝试次数过多，请一分钟后再试。',
  },
} as const;

/** The login form: works without scripts. Nothing of the request is written into it. */
export function loginPage(language: Language, problem?: 'wrong' | 'later'): string {
  const words = WORDS[language];
  const alert = problem ? `<p class="login-problem" role="alert" id="problem">${words[problem]}</p>` : '';
  const described = problem ? ' aria-invalid="true" aria-describedby="problem"' : '';
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${words.title}</title>
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/app.css">
  </head>
  <body>
    <main class="login">
      <form class="login-card" method="post" action="/playground/login">
        <img src="/assets/favicon.svg" alt="" width="40" height="40">
        <h1>${words.heading}</h1>
        <p>${words.hint}</p>
        ${alert}
        <label for="password">${words.password}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required autofocus${described}>
        <button type="submit" class="button primary">${words.submit}</button>
      </form>
    </main>
  </body>
</html>
`;
}
