import { render } from 'preact';
import { Page } from './components/page.js';
import { threadOfAddress } from './router.js';
import { Store } from './store.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/sidebar.css';
import './styles/messages.css';
import './styles/cards.css';
import './styles/composer.css';
import './styles/empty.css';
import './styles/login.css';
import './styles/motion.css';

/** Threads that go on elsewhere (another tab, a program) move in the list. */
const REFRESH_THREADS_MS = 20_000;

const root = document.getElementById('app');
if (root) {
  const store = new Store(navigator.language);
  document.documentElement.lang = store.state.language === 'zh' ? 'zh-CN' : 'en';
  const follow = () => void store.open(threadOfAddress(location.hash));
  window.addEventListener('hashchange', follow);
  window.addEventListener('popstate', follow);
  window.addEventListener('focus', () => void store.refreshThreads());
  window.setInterval(() => {
    if (!document.hidden) void store.refreshThreads();
  }, REFRESH_THREADS_MS);
  render(<Page store={store} />, root);
  void store.start();
  follow();
}
