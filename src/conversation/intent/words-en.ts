import type { Vocabulary } from './concepts.js';

/**
 * English words and fixed phrases by meaning, as they stand after `normalise` (no apostrophes, no hyphens).
 */
export const ENGLISH: Vocabulary = {
  filler:
    'the|of|to|for|in|on|at|as|by|from|into|onto|out|up|over|back|is|are|am|be|been|being|was|were|' +
    'will|would|do|does|did|doing|has|have|had|having|can|could|may|might|shall|should|must|i|we|you|' +
    'he|she|they|me|us|your|yours|there|here|so|also|just|really|very|and|or|well|what|which|who|when|' +
    'why is that|if|possible|possibly|currently|present|presently|already|yet|still|so far|this thread|' +
    'this channel|today|at the moment|actually|maybe|able|go|let|lets|let us|let me|somewhere|anywhere|' +
    'much|thing|exactly|right away|somehow|else|other|way|option|options|directly|simply|myself|' +
    'ourselves|everyone|everybody|team|folks|guys|bot|reelthread|nemo|nemovideo|assistant|buddy|mate|' +
    'friend|man|sir|dude|go ahead and|this computer|in here|right here|over here|because|once|' +
    'as soon as|it is time to|time to|ready to|we are ready|all right|anything|something|current|his|' +
    'its|as well|though|me too|why|whenever|whatever you have|ever|even|what about|how about|' +
    'what happens|i said|usually|normally|typically|mister|pal|robot|bro|bros|sis|fam|people|guy|' +
    'i think|i guess|i believe|i suppose|i feel|almost|nearly|what all|of these|of this|this time|' +
    'anyway|any way|ways|some way|best way|fastest way|easiest way|quickest way|easy way|a way|the way|' +
    'supposed to|allowed to|possible for me to|instead|instead of|rather than|at once|at the same time|' +
    'together',
  polite:
    'please|pls|plz|kindly|sorry|excuse me|pardon|asap|quick|quickly|immediately|straight away|' +
    'right now|quick question|one question|a question|question|be so kind|mind|would you mind|' +
    'when you get a chance|when you have time|if you can|if you could|if possible|i was wondering|' +
    'i wonder|wonder|wondering|when you get a sec|when you get a minute|when you get a moment|' +
    'when you have a moment|when you have a minute|when you have a sec|whenever you can|' +
    'whenever you are ready|no rush|if that is ok|if that is okay|if it is not too much trouble|' +
    'pretty please|real quick|quick one',
  again: 'again|once more|one more time|another time',
  'now-then':
    'now|first|then|next|finally|lastly|afterwards|after that|at the end of that|at last|' +
    'when it is done|when it is ready|when you are done|when done|when finished|when it is finished|' +
    'once it is done|once it is ready|once done|once you are done|once finished|when ready|once ready|' +
    'after it is done|when that is done|when you are ready|when it is complete|once it is finished|' +
    'as soon as it is ready|as soon as it is done',
  want:
    'want|wants|wanna|need|needs|wish|require|looking for|love to|like to|ready for|hoping|hope|' +
    'trying to|try to|going to|gonna|plan to|wanted|would love|would love to|i would appreciate|' +
    'would appreciate|would be nice to have|would be great to have|would like|i would like',
  it: 'it|this|that|these|those|them|this one|that one',
  a:
    'a|an|one|some|another|any|another one|a new one|one more|a couple of|a couple|couple of|few|a few|' +
    'several|a bunch of|lots of|a lot of|plenty of|a handful of|a set of|multiple|many',
  my: 'my|our|mine|ours',
  all: 'all|every|everything|all of|each of|both',
  how:
    'how|how to|how do i|how can i|how do we|how can we|how does one|what is the way to|' +
    'what do i need to do to|what should i do to',
  where: 'where|where is|where are|whereabouts|where can i find|where do i find',
  'how-many': 'how many|how much|number|amount|number of|amount of|count|total',
  more: 'more|additional|extra',
  with: 'with|using',
  not: 'not|no|never|do not|dont',
  number: 'two|three|four|five|six|seven|eight|nine|ten|dozen|twenty|hundred',
  new: 'new|fresh|brand new|different|blank|empty',

  video: 'video|vid|movie|film|reel|clip|slideshow|video clip',
  animation: 'animation|animations|cartoon',
  version: 'version|cut|copy|edit|final cut|one',
  videos: 'videos|vids|movies|films|reels|slideshows|versions|clips',
  file:
    'file|result|output|final result|video file|end result|render result|final product|deliverable|' +
    'files|results|final file|finished product',
  link: 'link|url|download link|video link|share link|shareable link|project link|links|sharable link',
  project: 'project|session|draft|conversation|chat|production',
  material:
    'image|images|photo|photos|picture|pictures|pic|pics|shot|shots|snapshot|snapshots|screenshot|' +
    'screenshots|graphic|graphics|media|asset|assets|material|materials|footage|audio|music|song|songs|' +
    'track of mine|logo|logos|voiceover|recording|soundtrack|image files|video files|audio files|' +
    'photo album|media files|jpg|jpeg|png|jpgs|jpegs|pngs|heic|webp|bmp|mp3|wav|zip|zip file|' +
    'files of mine|own|stuff|content',
  final:
    'final|finished|finalised|finalized|latest|newest|current|whole|full|entire|complete|completed|' +
    'resulting|rendered|exported|best|actual|generated',
  previous: 'previous|past|old|older|earlier|prior|last|before|previously|so far|recent',
  done: 'done|ready|finished|complete|completed|rendered|exported|generated|over with|through',

  export:
    'export|exporting|download|downloading|render|rendering|re export|reexport|finalise|finalize|' +
    'export it|exportar|exporter|exportieren|rerender|re render|ship it|dl|exported file|save as|' +
    'downloaded|downloadable|exportable|available for download|available to download|' +
    'ready for download|get exported|be exported|be downloaded',
  deliver:
    'send|sending|give|get|getting|grab|share|sharing|deliver|hand|pass|forward|fetch|receive|collect|' +
    'provide|retrieve|bring|drop|show me where to get|obtain|gimme|access|can i have|could i have|' +
    'may i have|can we have|could we have|let me have|like to have|i would like to have|post|posting|' +
    'pull|resend|re send|reshare|received|post it|upload here|hit me with|hook me up with|shoot me|' +
    'toss me|throw me|slide me|ping me|hand over|get my hands on|take',
  'deliver-me':
    'send it over|send over|send me|send us|email me|dm me|send|share|publish|publish it|post it|' +
    'share it|resend|re send|send it',
  save: 'save|saving',
  publish: 'publish|post|upload|share|put|push|posting|publishing',
  quality:
    'quality|high quality|best quality|highest quality|good quality|full quality|max quality|' +
    'maximum quality|top quality|resolution|high resolution|highest resolution|full resolution|' +
    'max resolution|maximum resolution|hq|high res|res|definition|format|formats|codec|highest|high|' +
    'container|file format|video format|file type',
  platform:
    'tiktok|tik tok|instagram|insta|ig|youtube|yt|youtube shorts|reels|instagram reels|stories|story|' +
    'facebook|fb|linkedin|twitter|whatsapp|slack|discord|email|mail|inbox|telegram|snapchat|pinterest|' +
    'wechat|weibo|douyin|social media|socials|social|web|website|phone|computer|laptop|desktop|pc|' +
    'device|mobile|drive|google drive|dropbox|disk|hard drive|client|boss|customer|colleague|' +
    'colleagues|channel|thread|x|local|locally|offline use|my machine|the internet|posting|publishing|' +
    'sharing|viewing',
  exports:
    'exports|renders|downloads|export history|exported videos|exported files|exports list|' +
    'list of exports|video history|history|finished videos|render history|past exports|' +
    'previous exports|video list|video library|my library|rendered videos|everything i exported|' +
    'everything i have exported|everything we exported|all i exported|what i exported|' +
    'what i have exported|what have i exported|what did i export|what i have made so far|' +
    'everything i made|everything i have made|everything we made',

  broken:
    'failed|broken|expired|not working|does not work|did not work|dead|is not working|not opening|' +
    'does not open|will not open|not loading|does not load|will not load|failing|failure|does not play|' +
    'will not play|not playing|can not open|can not play|would not open',
  press: 'press|click|hit|tap|push|click on|clicking|pressing',
  'export-button': 'export button|download button|save button|render button|share button',

  show:
    'show|showing|list|display|view|see|look|look at|check|check on|tell|open|print|watch|play|find|' +
    'know|pull up|bring up|take a look at|give me an overview of|overview|describe|read out|find out|' +
    'have a look at|tell me about|can i see|could i see|may i see|can we see|could we see|' +
    'i want to see|do i see|did i see|where i see|i see my|i see the',
  watch:
    'show me|see|watch|play|view|let me see|show|let me watch|let us see|have a look at|take a look at|' +
    'can i see|could i see|may i see|can we see|could we see|i want to see|can i watch|i see the',
  preview: 'preview|a preview|previews|sneak peek',
  status:
    'status|progress|state|status update|progress update|an update|any update|any updates|any news|' +
    'update me|status report|progress report|eta|the eta|how far along|how far|where are we|' +
    'where do we stand|where we are|where are we at|where we stand|what do we have so far|' +
    'what do you have so far|what have we got so far|what have you got so far|' +
    'what have you done so far|what have you done|what have we got|what we have so far|what we have|' +
    'what you have so far|what you have|what do we have|what is happening|what is going on|' +
    'what are you doing|what are you working on|what is taking so long|what does it look like|' +
    'how does it look|what does it look like now|what does the video look like|how does the video look|' +
    'what it looks like|how it looks|how is the video going|how is the video coming along|' +
    'how is it coming along|coming along|how is my video coming along|how is my video going|is it done|' +
    'is it done yet|are you done|are you done yet|are we done|done yet|ready yet|finished yet|' +
    'is it ready|is it ready yet|is it finished|is it finished yet|are you finished|' +
    'how long will it take|how long does it take|how long is it going to take|how much longer|' +
    'how long until|how long till|how long left|time left|time remaining|how much time|' +
    'how long is left|still working|are you still working|are you working on it|working on it|' +
    'did it work|did you finish|have you finished|where is my video at|current state|' +
    'how long will this take|how long does this take|how long more|what is the hold up|what stage|' +
    'stage|what step|did it finish|is it working|is it still running|taking so long|taking long|' +
    'taking forever|take so long|taking too long|so slow|is it stuck|are you stuck|are you frozen|' +
    'is it frozen|did the export work|did the render work|did the upload work|did the export finish|' +
    'did it export|time estimate|estimated time|estimate|what do you have|how is the video looking|' +
    'how is it looking|how is it looking so far|where are we on|are we there yet|there yet|almost done|' +
    'nearly done|close to done|close to finished|almost ready',
  'how-goes':
    'how is it going|how is everything going|how is everything|how are things|how are things going|' +
    'how goes it|how is that going|what is up|whats up|wassup',
  timeline:
    'timeline|timelines|track|tracks|track list|tracklist|layers|layer list|time line|timeline view|' +
    'storyboard|what is in the video|what is in it|what is in my video|what is on it|edit list|' +
    'timeline summary|track summary|what is in there|what is in the project|project summary|' +
    'draft summary|summary of the project|summary of the video|video summary|summarize the project|' +
    'summarise the project|summarize the video|summary|a summary|timeline panel|timeline tab|' +
    'timeline list|storyline',
  parts: 'segments|scenes|clips|segment list|scene list|elements|slides',
  length:
    'length|duration|how long|total length|total duration|runtime|running time|how many seconds|' +
    'how many minutes|how many seconds long',

  credits:
    'credit|credits|balance|account balance|credit balance|credits balance|quota|allowance|' +
    'credit status|credits status|account status|credit count|credit usage|credits usage|points|' +
    'credit points|balances|tokens',
  left:
    'left|left over|remaining|remain|remains|available|enough|used|use|using|spent|spend|usage|used up|' +
    'consumed|run out|running out|run out of|out of|low on|running low|low|expire|expired|per|' +
    'used so far|possess|got|gotten|owned|own|refill|need',
  cost:
    'cost|costs|costing|charge|charges|charged|price|priced|fee|fees|expensive|how expensive|pay|paid|' +
    'how much is it|how much for|how much per|how much does it|how much would it',
  free: 'free|free of charge|for free|at no cost',
  billing:
    'billing|pricing|subscription|my plan|top up|topup|recharge|buy credits|buy more credits|' +
    'get more credits|upgrade|purchase|buy|payment|invoice',
  account: 'account|workspace|wallet|plan|organisation|organization|company|profile',

  upload:
    'upload|uploading|uploads|attach|import|importing|attaching|where should i put my|' +
    'where do i put my|where to put my|where can i put my|where should i send|where do i send|' +
    'where to send|where can i send|where do i drop|where should i drop|where to drop|' +
    'where do i add my|where do i attach|add my photos|add my images|add my pictures|submit',
  trait:
    'size|big|large|type|types|kind|kinds|kind of|kinds of|take|accept|accepts|accepted|supported|' +
    'allowed|max|maximum|limit|limits|supports|support|handle|formats|format|work|files can|many|mb|gb|' +
    'megabytes',
  accepts:
    'file types|supported formats|supported file types|file formats|image formats|accepted formats|' +
    'file size|file size limit|size limit|size limits|max size|maximum size|max file size|' +
    'maximum file size|upload limit|file limit|how big|how large|what size|what formats|which formats|' +
    'what file formats|which file formats|what file types|which file types|how many images can|' +
    'how many photos can|how many pictures can|how many files can|how many images may|' +
    'how many photos may',
  'hand-in':
    'send you|sending you|send to you|give you|show you|share with you|send them to you|here you go|' +
    'here you are|here are|here is|here they are|here it is|attached|see attached|attached are|' +
    'find attached|these are|this is|those are|there you go|for you',

  stop:
    'stop|stopp|cancel|canceled|cancelled|abort|halt|quit|terminate|interrupt|pause|kill|stop it|' +
    'stop that|stop this|stop now|stop here|hold it|enough|exit|cancel it|stop working|discontinue|' +
    'cease|cut it out|abort mission',
  'never-mind':
    'never mind|nevermind|nvm|forget it|forget about it|forget that|forget this|drop it|leave it|' +
    'changed my mind|i changed my mind|i have changed my mind|no longer needed|no need|do not bother|' +
    'not needed|do not need it|do not need it anymore|never mind that|ignore that|ignore this|' +
    'ignore it|please ignore|ignore me|ignore my message|disregard|disregard that',
  work:
    'generating|generation|processing|process|running|task|job|request|order|operation|action|creating|' +
    'making|creation|whatever you are doing|what you are doing|what you were doing|work|working|' +
    'current task|command|immediately|at once|the whole thing|last request|last order|queue|queued|run|' +
    'anymore|any more|any further|continue|going|turn|build|instantly',
  help:
    'help|what can you do|what do you do|what are you|who are you|what is this|how does this work|' +
    'how do you work|how does it work|how do i use|how do i use this|how do i use it|how to use|' +
    'how do i use you|how can i use|how this works|how it works|getting started|commands|command list|' +
    'instructions|guide|manual|docs|documentation|faq|menu|usage guide|features|capabilities|functions|' +
    'abilities|examples|example|an example|some examples|example prompts|sample prompts|prompts|' +
    'where do i start|where do i begin|what now|what next|i am lost|lost|i am stuck|stuck|' +
    'i am confused|confused|i do not understand|i do not get it|what should i do|what do i do|' +
    'what do i do now|what should i do now|what can i do|what can i do here|what can i say|' +
    'what can i ask|what can i ask you|what should i say|what should i write|what do i write|' +
    'what else can you do|what are you able to do|what are your features|what are your commands|' +
    'tell me about yourself|introduce yourself|what is this bot|what does this do|' +
    'what does this bot do|what does it do|what do you offer|what are you for|what can this do|' +
    'what can this bot do|what can it do|assist|assistance|sos|support me|what is reelthread|' +
    'what is your name|your name|are you a bot|are you human|are you a robot|are you real|' +
    'are you an ai|are you ai|what is possible|what is this for|how can you help|how can you help me|' +
    'explain|explain how this works|teach me|help menu|help page|info|tips|what are my options|' +
    'what are the options|able to do|capable of|could you do|you can do|who made you|who built you|' +
    'who created you|tutorial|tutorials|user guide|what should i type|what can i type|what do i type|' +
    'what to say|what to type|what to do|what to write|what should i do first|i do not know what to do|' +
    'not sure what to do|i do not know how to use|i do not know how|do not know how to use|' +
    'no idea what to do|which languages|what languages|what else do you do|your purpose|' +
    'what kind of bot|are you a human|are you a person|am i talking to a bot|am i talking to a human|' +
    'what language|languages supported|what all can you do|what can you actually do|what else can you|' +
    'what stuff can you do|what things can you do|what kind of things can you do|' +
    'what kinds of things can you do|how do you use this|how do you use it|how do you use|' +
    'how does one use|how should i use|how am i supposed to use|what you do|what you can do|' +
    'what this does|what is it you do|what can be done here|what exactly do you do|how you work|' +
    'how do things work|how do things work here|how does this bot work|how does the bot work|' +
    'how does this thing work|available commands|available features|available options|how it all works|' +
    'how does this all work',
  'help-me':
    'help me|help us|can you help|can you help me|could you help|could you help me|help me to|' +
    'give me a hand|help me out|i could use some help|assist me|i need your help|i need help|need help|' +
    'need some help|please help',
  start:
    'start|starting|begin|beginning|open|launch|kick off|set up|get started|get going|initiate|' +
    'fire off|trigger|perform|execute|run|kickstart|go and',
  restart:
    'start over|start again|restart|start from scratch|start fresh|start anew|begin again|from scratch|' +
    'clean slate|fresh start|reset|start all over|start afresh|start from zero|' +
    'start from the beginning|start new|begin anew|start over again|start something new|' +
    'start from the start|new start',
  'new-project':
    'new project|another project|different project|fresh project|new session|new conversation|new chat|' +
    'next project|new video project|blank project|new draft|project reset|clear the session|' +
    'clear session|clear the project|reset everything|empty project|second project|other project|' +
    'new job|new production|separate project|next video|next one',
  skill: 'skill|skills|skill profile|skill list|skillset',
  change:
    'change|switch|select|choose|pick|use|swap|set|try|activate|enable|load|switch to|change to|' +
    'changing|switching',
  make: 'make|create|generate|produce|build|making|creating|prepare|compile|generating|producing|made',
  convert: 'convert|turn|transform|converting|turning|transcode|change it to|encode',
  content:
    'white balance|audio balance|color balance|colour balance|status quo|stop motion|end credits|' +
    'credit roll|undo|redo|regenerate|help text|help button|save the date',
};
