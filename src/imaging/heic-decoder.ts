import { Failure } from '../failure.js';
import { MAX_PIXELS, TOO_MANY_PIXELS } from './limits.js';

/** RGBA, already turned upright: libheif applies the rotation and mirroring that the file asks for. */
export interface HeicPixels {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
}

/**
 * Decodes the primary picture of a HEIC file with libheif compiled to WASM. It blocks its thread for about a second
 * for 12 megapixels. Rejects with Failure `file-unreadable` or `file-too-large`.
 */
export async function decodeHeicHere(bytes: Uint8Array): Promise<HeicPixels> {
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  const context = libheif.heif_context_alloc();
  if (!context) throw new Failure('internal', { detail: 'libheif has no memory' });
  try {
    const parsed = libheif.heif_context_read_from_memory(context, bytes);
    if (parsed.code !== libheif.heif_error_code.heif_error_Ok) throw unreadable(parsed.message);
    const handle = libheif.heif_js_context_get_primary_image_handle(context);
    if ('message' in handle) throw unreadable(handle.message);
    try {
      const width = libheif.heif_image_handle_get_width(handle);
      const height = libheif.heif_image_handle_get_height(handle);
      if (width * height > MAX_PIXELS) {
        throw new Failure('file-too-large', { facts: { reason: TOO_MANY_PIXELS } });
      }
      const hasAlpha = libheif.heif_image_handle_has_alpha_channel(handle) !== 0;
      const { heif_colorspace_RGB } = libheif.heif_colorspace;
      const { heif_chroma_interleaved_RGBA } = libheif.heif_chroma;
      const decoded = libheif.heif_js_decode_image2(
        handle,
        heif_colorspace_RGB,
        heif_chroma_interleaved_RGBA,
      );
      if (!('image' in decoded)) throw unreadable(decoded.message);
      try {
        const plane = decoded.channels.find(({ id }) => id === libheif.heif_channel.heif_channel_interleaved);
        if (!plane) throw unreadable('libheif returned no RGBA plane');
        return { data: withoutPadding(plane), width: plane.width, height: plane.height, hasAlpha };
      } finally {
        libheif.heif_image_release(decoded.image);
      }
    } finally {
      libheif.heif_image_handle_release(handle);
    }
  } finally {
    libheif.heif_context_free(context);
  }
}

function withoutPadding(plane: { data: Uint8Array; stride: number; width: number; height: number }) {
  const rowBytes = plane.width * 4;
  const data = new Uint8Array(rowBytes * plane.height);
  for (let y = 0; y < plane.height; y++) {
    data.set(plane.data.subarray(y * plane.stride, y * plane.stride + rowBytes), y * rowBytes);
  }
  return data;
}

function unreadable(detail: string): Failure {
  return new Failure('file-unreadable', { detail, facts: { reason: 'the file is damaged or cut short' } });
}
