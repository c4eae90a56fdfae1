import type { ComponentChildren } from 'preact';

/** Line icons on a grid of 20. They only decorate: the word next to them, or the label of their button, speaks. */
function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);

export const PictureIcon = () => (
  <Icon>
    <rect x="2.5" y="3.5" width="15" height="13" rx="2.5" />
    <circle cx="7" cy="8" r="1.5" />
    <path d="m3 14.5 4-3.5 3 2.5 3.5-4 4 4.5" />
  </Icon>
);

export const SendIcon = () => (
  <Icon>
    <path d="M10 16V4.5M4.8 9.5 10 4.3l5.2 5.2" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m4.5 10.5 3.7 3.7 7.3-8" />
  </Icon>
);

export const AlertIcon = () => (
  <Icon>
    <path d="M10 3.2 2.6 16h14.8zM10 8.3v3.4M10 13.9v.1" />
  </Icon>
);

export const ClockIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4.3l2.7 1.7" />
  </Icon>
);

export const StopIcon = () => (
  <Icon>
    <rect x="5.5" y="5.5" width="9" height="9" rx="1.5" fill="currentColor" />
  </Icon>
);

export const MenuIcon = () => (
  <Icon>
    <path d="M3 5.5h14M3 10h14M3 14.5h9" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

export const DownloadIcon = () => (
  <Icon>
    <path d="M10 3.5v9M6 9l4 4 4-4M3.5 16.5h13" />
  </Icon>
);

export const LinkIcon = () => (
  <Icon>
    <path d="M8.5 11.5a3 3 0 0 0 4.3.2l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3-.2l-3 3a3 3 0 0 0 4.3 4.3l1-1" />
  </Icon>
);

export const TrashIcon = () => (
  <Icon>
    <path d="M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.8 11h8.4l.8-11M8.3 8.5v5M11.7 8.5v5" />
  </Icon>
);

export const FileIcon = () => (
  <Icon>
    <path d="M5 2.5h6.5L16 7v10.5H5zM11.5 2.5V7H16" />
  </Icon>
);

export const FilmIcon = () => (
  <Icon>
    <rect x="2.5" y="4" width="15" height="12" rx="2" />
    <path d="M6 4v12M14 4v12M2.5 8H6M2.5 12H6M14 8h3.5M14 12h3.5" />
  </Icon>
);

export const MusicIcon = () => (
  <Icon>
    <path d="M7.5 15V5l8-1.5v10" />
    <circle cx="5.5" cy="15" r="2" />
    <circle cx="13.5" cy="13.5" r="2" />
  </Icon>
);

export const TextIcon = () => (
  <Icon>
    <path d="M4 6V4h12v2M10 4v12M7.5 16h5" />
  </Icon>
);

export const CoinIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M12.3 7.7a3.2 3.2 0 1 0 0 4.6" />
  </Icon>
);

export const QuestionIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M8 8.2A2 2 0 1 1 10.7 10c-.5.3-.7.6-.7 1.2M10 13.7v.1" />
  </Icon>
);

export const ArrowDownIcon = () => (
  <Icon>
    <path d="M10 4v11.5M4.8 10.5 10 15.7l5.2-5.2" />
  </Icon>
);

export const RetryIcon = () => (
  <Icon>
    <path d="M4 10a6 6 0 1 0 2-4.5M3.5 3.5v3h3" />
  </Icon>
);

export const SignOutIcon = () => (
  <Icon>
    <path d="M8 3.5H4v13h4M8.5 10H17M13.5 6.5 17 10l-3.5 3.5" />
  </Icon>
);

/** The sign of the product. */
export const Logo = ({ size = 28 }: { size?: number }) => (
  <img class="logo" src="/assets/favicon.svg" alt="" width={size} height={size} />
);
